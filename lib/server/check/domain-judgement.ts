import type { ControllerFacts, DomainPolicy } from "#lib/server/managed-domain/controller-facts.ts";
import type { SampleUser } from "#lib/server/managed-domain/sample-users.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

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

/** Says what the domain does to people, for information; the end of a lockout is worked out from it. */
export function judgePolicy(
	policy: DomainPolicy | undefined,
	users: readonly SampleUser[],
): Verdict {
	if (!policy) {
		return warn(
			"It cannot be read, so that nobody can be told when a lockout ends.",
			"Let the reading account read lockoutThreshold and lockoutDuration of the domain's own object.",
		);
	}
	const finer = users.find((user) => user.passwordPolicy)?.passwordPolicy;
	const found = `${lockout(policy)} ${passwordAge(policy)}`;
	if (!finer) return pass(found);
	return pass(`${found} The finer policy ${finer} applies to people and may say otherwise.`);
}

function lockout({ lockoutThreshold, lockoutMs, lockoutWindowMs }: DomainPolicy): string {
	if (!lockoutThreshold) return "Wrong passwords lock nobody.";
	const within = lockoutWindowMs ? ` within ${lockoutWindowMs / MINUTE_MS} minutes` : "";
	const length = lockoutMs ? `for ${lockoutMs / MINUTE_MS} minutes` : "until somebody unlocks it";
	return `${lockoutThreshold} wrong passwords${within} lock an account ${length}.`;
}

function passwordAge({ maxPasswordAgeMs }: DomainPolicy): string {
	if (!maxPasswordAgeMs) return "Passwords do not expire.";
	return `Passwords expire after ${Math.round(maxPasswordAgeMs / DAY_MS)} days.`;
}
