import type { LockoutRules } from "#lib/core/readiness/observation.ts";
import { SEARCHING_AT_MOST, USN_VALID_MS } from "#lib/directory/account-reader.ts";
import type { ControllerFacts } from "#lib/directory/controller-facts.ts";
import { POLL_USN_EVERY_MS, type WritingPace } from "#lib/directory/highest-usn.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";

const MINUTE_MS = 60_000;

/**
 * Judges whether the settings list every controller: "usable" means that all listed ones hold the new keys,
 * so an unlisted one may still refuse people.
 */
export function judgeListed(surveys: readonly ControllerFacts[]): Verdict {
	const named = surveys.map(({ hostName }) => hostName?.toLowerCase().split(".")[0]);
	const known = new Set(surveys.flatMap(({ knownControllers }) => knownControllers));
	const twice = named.find((name, i) => name !== undefined && named.indexOf(name) !== i);
	if (twice) {
		return warn(
			`Two addresses in DOMAIN_LDAPS_URLS lead to the same controller, ${twice}.`,
			"List each controller once, by its own address and not a load balancer's.",
		);
	}
	if (known.size === 0) return notChecked("The domain does not show which controllers it has.");
	const missing = [...known].filter((name) => !named.includes(name));
	if (missing.length === 0)
		return pass(`All ${known.size} of the domain: ${[...known].join(", ")}.`);
	return warn(
		`The domain also has ${missing.join(", ")}: it may refuse people although the portal says that the password works.`,
		"Add it to DOMAIN_LDAPS_URLS, unless it has been decommissioned.",
	);
}

/** Judges whether the base of people searches exists. */
export function judgeBase(
	baseDn: string,
	{ hasBase, domainDn }: Pick<ControllerFacts, "hasBase" | "domainDn">,
): Verdict {
	if (hasBase) return pass(`${baseDn} exists.`);
	const domain = domainDn ?? "that of the domain";
	return fail(
		`${baseDn} does not exist here${domainDn ? `; the domain is ${domainDn}` : ""}.`,
		`Set DOMAIN_BASE_DN to ${domain} or to an organisational unit in it that the reading account can see.`,
	);
}

/**
 * Says how the portal follows waiting people's accounts: it reads them when they were written, or polls them,
 * at a cost that grows with their number.
 *
 * @param writing how often its USN rises; `undefined`: unreadable
 * @param hasObjectId whether the schema has the attribute that accounts are found by
 */
export function judgeFollowing(writing: WritingPace | undefined, hasObjectId: boolean): Verdict {
	if (!hasObjectId)
		return polled("accounts can only be found by user name", "Fix the object id row first.");
	if (!writing) {
		return polled(
			"it does not reveal its USN (highestCommittedUSN)",
			"It works, at a higher cost. Check whether something between here and the controller answers in its place.",
		);
	}
	const byUsn = "By its USN (highestCommittedUSN): accounts are read when they have been written.";
	if (!writing.isConstant) return pass(byUsn);
	const everyMs = writing.listingMs / SEARCHING_AT_MOST;
	const took = `Something writes all the time, and listing the writes took ${Math.ceil(writing.listingMs)} ms`;
	if (everyMs <= USN_VALID_MS) {
		const pace =
			everyMs > POLL_USN_EVERY_MS
				? `about every ${(everyMs / 1_000).toFixed(1)} seconds`
				: "four times a second";
		return pass(`${byUsn} ${took}, so they are listed ${pace}.`);
	}
	return warn(
		`By its USN (highestCommittedUSN) while few wait, and by polling when thousands do. ${took}, too long to repeat several times a second.`,
		"It works, at a higher cost. Find out what writes to the domain all the time.",
	);
}

function polled(why: string, todo: string): Verdict {
	return warn(
		`By polling, since ${why}: each waiting person's account is read every second at first, about 2 searches a second for 100 people.`,
		todo,
	);
}

/**
 * Reports the lockout rules, for information; the end of a lockout is calculated from them. The policy on the
 * domain object is ignored: Domain Services applies another one to everybody.
 *
 * @param own from the policy that applies to people, where it can be read
 * @param set from the settings
 */
export function judgeLockout(
	own: LockoutRules | undefined,
	set: LockoutRules | undefined,
): Verdict {
	const rules = own ?? set;
	const by = own
		? "by the policy that applies to people (msDS-ResultantPSO)"
		: "by the DOMAIN_LOCKOUT_ settings, since the policy that applies to people cannot be read";
	if (rules?.threshold === 0) return pass(`Wrong passwords do not lock accounts, ${by}.`);
	if (rules?.durationMs === undefined) {
		return warn(
			"Unknown: the policy that applies to people (msDS-ResultantPSO) cannot be read, so nobody is told when a lockout ends.",
			"Set DOMAIN_LOCKOUT_THRESHOLD, DOMAIN_LOCKOUT_MINUTES and DOMAIN_LOCKOUT_WINDOW_MINUTES to the values that the domain's administrators see in that policy; Domain Services' default is 5, 30 and 2.",
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
