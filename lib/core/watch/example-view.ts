import { CHANGED_AT, minutesAfter } from "../readiness/example-accounts.ts";
import type { ControllerReadiness } from "../readiness/readiness.ts";
import type { WatchView } from "./watch-view.ts";

type Keys = ControllerReadiness["keys"];

export const OLD_KEYS: Keys = { kind: "old" };
export const NEW_KEYS: Keys = {
	kind: "new",
	evidence: {
		strength: "order",
		rule: "key-version",
		attribute: "unicodePwd",
		writtenAt: CHANGED_AT,
	},
};

/** A controller in a view; new keys arrived after two minutes. */
export const controllerView = (name: string, keys: Keys): ControllerReadiness => ({
	name,
	keys,
	block: undefined,
	readAt: CHANGED_AT,
	arrival:
		keys.kind === "new"
			? { seenAt: minutesAfter(2), missingAt: undefined, evidence: keys.evidence }
			: undefined,
});

/** For tests and the design page: what is shown of a change that has not landed on either of two controllers. */
export function exampleView(changes: Partial<WatchView> = {}): WatchView {
	return {
		revision: 1,
		reference: "KT-0000-0000",
		state: "waiting",
		stateSince: CHANGED_AT,
		isMailed: false,
		openedAt: CHANGED_AT,
		changedAt: CHANGED_AT,
		usableAt: undefined,
		checkedAt: CHANGED_AT,
		obstacle: undefined,
		doubt: undefined,
		controllers: [controllerView("dc1", OLD_KEYS), controllerView("dc2", OLD_KEYS)],
		forecast: { basis: "microsoft", usualMinutes: 20, source: "https://learn.example/" },
		passwordExpiresAt: undefined,
		oldPasswordUntil: undefined,
		hasOldPassword: false,
		isFirstChange: false,
		isTemporary: false,
		isUnanswered: false,
		lockout: undefined,
		sentAt: minutesAfter(1),
		...changes,
	};
}
