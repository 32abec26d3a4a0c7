import type { LockoutRules } from "#lib/core/readiness/observation.ts";
import type { ControllerFacts } from "#lib/directory/controller-facts.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";

const MINUTE_MS = 60_000;

/**
 * Judges whether the settings name every controller: "usable" is said when all that are named hold the
 * new keys, so one that is left out may still refuse people.
 */
export function judgeListed(surveys: readonly ControllerFacts[]): Verdict {
	const named = surveys.map(({ hostName }) => hostName?.toLowerCase().split(".")[0]);
	const known = new Set(surveys.flatMap(({ knownControllers }) => knownControllers));
	const twice = named.find((name, i) => name !== undefined && named.indexOf(name) !== i);
	if (twice) {
		return warn(
			`Two addresses of DOMAIN_LDAPS_URLS lead to the same controller, ${twice}.`,
			"Name each controller once by an address of its own, not by a load balancer's.",
		);
	}
	if (known.size === 0) return notChecked("The domain does not show which controllers it has.");
	const missing = [...known].filter((name) => !named.includes(name));
	if (missing.length === 0)
		return pass(`All ${known.size} that the domain has: ${[...known].join(", ")}.`);
	return warn(
		`The domain also has ${missing.join(", ")}: people may be sent there and be refused although the portal says that the password works.`,
		"Add it to DOMAIN_LDAPS_URLS, unless it is a leftover.",
	);
}

/** Judges whether there is anything where people are searched. */
export function judgeBase(
	baseDn: string,
	{ hasBase, domainDn }: Pick<ControllerFacts, "hasBase" | "domainDn">,
): Verdict {
	if (hasBase) return pass(`${baseDn} is there.`);
	const domain = domainDn ?? "that of the domain";
	return fail(
		`There is no ${baseDn} here${domainDn ? `; the domain is ${domainDn}` : ""}.`,
		`Set DOMAIN_BASE_DN to ${domain} or to a unit of it that the reading account may see.`,
	);
}

/**
 * Says by which way the portal follows those who wait: it hears of each write, or reads each of them by the clock,
 * which costs more the more wait.
 *
 * @param hasObjectId whether the schema has the attribute by which accounts are found
 */
export function judgeListening(isListenedTo: boolean, hasObjectId: boolean): Verdict {
	if (isListenedTo && hasObjectId) {
		return pass(
			"By its count of writes (highestCommittedUSN): who waits is read when it has written.",
		);
	}
	const why = hasObjectId
		? "it does not tell its count of writes (highestCommittedUSN)"
		: "accounts are found by their user names alone";
	return warn(
		`By the clock, since ${why}: each who waits is read every second at first, about 2 searches a second for 100 people.`,
		hasObjectId
			? "It works, at more cost. See whether something between here and the controller answers in its place."
			: "Mend the row of the object id first.",
	);
}

/**
 * Says what the domain does to people who mistype, for information; the end of a lockout is worked out from
 * it. The policy of the domain's own object is not looked at: Domain Services applies another one to everybody.
 *
 * @param own of the people's own policy, where it can be read
 * @param set those of the settings
 */
export function judgeLockout(
	own: LockoutRules | undefined,
	set: LockoutRules | undefined,
): Verdict {
	const rules = own ?? set;
	const by = own
		? "by the policy that applies to people (msDS-ResultantPSO)"
		: "by the DOMAIN_LOCKOUT_ settings, since the policy that applies to people cannot be read";
	if (rules?.threshold === 0) return pass(`Wrong passwords lock nobody, ${by}.`);
	if (rules?.durationMs === undefined) {
		return warn(
			"Not known: the policy that applies to people (msDS-ResultantPSO) cannot be read, so that nobody is told when a lockout ends.",
			"Set DOMAIN_LOCKOUT_THRESHOLD, DOMAIN_LOCKOUT_MINUTES and DOMAIN_LOCKOUT_WINDOW_MINUTES to what the domain's administrators see in that policy; Domain Services' own is 5, 30 and 2.",
		);
	}
	return pass(`${lockout(rules)}, ${by}.`);
}

function lockout({ threshold, durationMs, windowMs }: LockoutRules): string {
	const tries = threshold === undefined ? "Wrong passwords" : `${threshold} wrong passwords`;
	const within = windowMs ? ` within ${windowMs / MINUTE_MS} minutes` : "";
	const length =
		typeof durationMs === "number"
			? `for ${durationMs / MINUTE_MS} minutes`
			: "until the helpdesk unlocks it";
	return `${tries}${within} lock an account ${length}`;
}
