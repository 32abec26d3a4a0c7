import { type Client, ResultCodeError } from "ldapts";
import type { LockoutRules } from "#lib/core/readiness/observation.ts";
import { text } from "./account-entry.ts";
import { durationFromInterval, integer } from "./ad-values.ts";
import { baseObject } from "./base-object.ts";

/** Policies change rarely, and by hand. */
const READ_AGAIN_MS = 5 * 60_000;

type Read = { rules: LockoutRules | undefined; atMs: number };

/**
 * Reads the lockout rules of password policies (MS-ADA2, `msDS-PasswordSettings`), caching each for
 * a while. The domain's own policy is never read: Domain Services applies a policy of its own to
 * everybody ("Password and account lockout policies"), which takes precedence over the domain's.
 */
export function lockoutPolicies() {
	const known = new Map<string, Read>();

	/**
	 * @returns by the policy's DN; `undefined` for one that the reading account may not see
	 * @throws whatever the LDAP client throws, unless the controller refused
	 */
	return async function rulesOf(
		client: Client,
		policyDns: ReadonlySet<string>,
	): Promise<(policyDn: string | undefined) => LockoutRules | undefined> {
		for (const dn of policyDns) {
			const before = known.get(dn);
			if (before && performance.now() - before.atMs < READ_AGAIN_MS) continue;
			known.set(dn, { rules: await readRules(client, dn), atMs: performance.now() });
		}
		return (dn) => (dn === undefined ? undefined : known.get(dn)?.rules);
	};
}

/**
 * Reads the rules on the domain's own object. For display in a check only, never for judgement.
 *
 * @throws whatever the LDAP client throws
 */
export async function readHeadRules(
	client: Client,
	domain: string,
): Promise<LockoutRules | undefined> {
	const names = ["lockoutThreshold", "lockoutDuration", "lockOutObservationWindow"] as const;
	const head = await baseObject(client, domain, [...names]);
	const [threshold, duration, window] = names.map((name) => head && text(head, name));
	return rulesFrom(threshold, duration, window);
}

async function readRules(client: Client, dn: string): Promise<LockoutRules | undefined> {
	const policy = await baseObject(client, dn, [
		"msDS-LockoutThreshold",
		"msDS-LockoutDuration",
		"msDS-LockoutObservationWindow",
	]).catch((error: unknown) => {
		// Ordinary users often may not see policies and get "no such object".
		if (error instanceof ResultCodeError) return undefined;
		throw error;
	});
	const read = (name: string) => policy && text(policy, name);
	return rulesFrom(
		read("msDS-LockoutThreshold"),
		read("msDS-LockoutDuration"),
		read("msDS-LockoutObservationWindow"),
	);
}

function rulesFrom(
	threshold: string | undefined,
	duration: string | undefined,
	window: string | undefined,
): LockoutRules | undefined {
	const tries = integer(threshold);
	if (tries === undefined && duration === undefined) return undefined;
	return {
		threshold: tries === undefined ? undefined : Number(tries),
		durationMs: lockoutDuration(duration),
		windowMs: durationFromInterval(window),
	};
}

/** 0 and the smallest integer mean that a lockout never ends by itself (MS-ADA2, `msDS-LockoutDuration`). */
function lockoutDuration(value: string | undefined): LockoutRules["durationMs"] {
	return integer(value) === undefined
		? undefined
		: (durationFromInterval(value) ?? "until-unlocked");
}
