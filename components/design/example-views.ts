import { minutesAfter } from "#lib/core/readiness/example-accounts.ts";
import type { ControllerReadiness } from "#lib/core/readiness/readiness.ts";
import { controllerView, exampleView, NEW_KEYS, OLD_KEYS } from "#lib/core/watch/example-view.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";

function controller(name: string, hasNew: boolean): ControllerReadiness {
	const { arrival, ...shown } = controllerView(name, hasNew ? NEW_KEYS : OLD_KEYS);
	return {
		...shown,
		arrival: arrival && { ...arrival, missingAt: minutesAfter(1) },
		readAt: minutesAfter(3),
	};
}

/** A change made three minutes ago, in a domain with two controllers. */
const view = (first: boolean, second: boolean, changes: Partial<WatchView>) =>
	exampleView({
		reference: "KT-7Q3M-2XNA",
		stateSince: minutesAfter(2),
		isMailed: true,
		checkedAt: minutesAfter(3),
		sentAt: minutesAfter(3),
		hasOldPassword: true,
		controllers: [
			controller("dc1.aadds.contoso.com", first),
			controller("dc2.aadds.contoso.com", second),
		],
		forecast: { basis: "microsoft", usualMinutes: 20, source: "https://learn.microsoft.com/" },
		...changes,
	});

/** Every way in which Progress can look. */
export const EXAMPLE_VIEWS: Record<string, WatchView> = {
	"not known yet": view(false, false, { state: "open", changedAt: undefined }),
	waiting: view(false, false, {}),
	arriving: view(true, false, { state: "arriving" }),
	late: view(true, false, { state: "late" }),
	works: view(true, true, {
		state: "usable",
		usableAt: minutesAfter(3),
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
			mayTryOnce: false,
			since: minutesAfter(2),
			wrongTries: undefined,
		},
	}),
	"set up again": view(false, false, {
		state: "blocked",
		obstacle: { kind: "domain-rebuilt", at: minutesAfter(2) },
	}),
};
