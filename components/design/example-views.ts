import { CHANGED_AT, minutesAfter } from "#lib/core/readiness/example-accounts.ts";
import type { KeyEvidence } from "#lib/core/readiness/ledger.ts";
import type { ControllerReadiness } from "#lib/core/readiness/readiness.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";

const EVIDENCE: KeyEvidence = {
	strength: "order",
	rule: "key-version",
	attribute: "unicodePwd",
	writtenAt: CHANGED_AT,
};

const controller = (name: string, hasNew: boolean): ControllerReadiness => ({
	...{ name, block: undefined, readAt: minutesAfter(3) },
	keys: hasNew ? { kind: "new", evidence: EVIDENCE } : { kind: "old" },
	arrival: hasNew
		? { seenAt: minutesAfter(2), missingAt: minutesAfter(1), evidence: EVIDENCE }
		: undefined,
});

/** A change made three minutes ago, in a domain with two controllers. */
function view(first: boolean, second: boolean, changes: Partial<WatchView>): WatchView {
	return {
		...{ revision: 1, reference: "KT-7Q3M-2XNA", state: "waiting", stateSince: minutesAfter(2) },
		...{ isMailed: true, openedAt: CHANGED_AT, changedAt: CHANGED_AT, usableAt: undefined },
		...{ checkedAt: minutesAfter(3), obstacle: undefined, doubt: undefined },
		controllers: [
			controller("dc1.aadds.contoso.com", first),
			controller("dc2.aadds.contoso.com", second),
		],
		forecast: { basis: "microsoft", usualMinutes: 20, source: "https://learn.microsoft.com/" },
		...{ passwordExpiresAt: undefined, oldPasswordUntil: undefined, hasOldPassword: true },
		...{ isFirstChange: false, isTemporary: false, lockout: undefined, sentAt: minutesAfter(3) },
		...changes,
	};
}

/** Every way in which Progress can look. */
export const EXAMPLE_VIEWS: Record<string, WatchView> = {
	"not known yet": view(false, false, { state: "open", changedAt: undefined }),
	waiting: view(false, false, {}),
	arriving: view(true, false, { state: "arriving" }),
	late: view(true, false, { state: "late" }),
	works: view(true, true, {
		...{ state: "usable", usableAt: minutesAfter(3) },
		passwordExpiresAt: minutesAfter(90 * 24 * 60),
	}),
	blocked: view(true, false, {
		state: "blocked",
		obstacle: { kind: "locked", until: minutesAfter(30), isUntilUnlocked: false },
	}),
	"in doubt": view(false, false, {
		state: "unconfirmed",
		doubt: {
			reason: "not-read",
			...{ mayTryOnce: false, since: minutesAfter(2), wrongTries: undefined },
		},
	}),
	"set up again": view(false, false, {
		state: "blocked",
		obstacle: { kind: "domain-rebuilt", at: minutesAfter(2) },
	}),
};
