import { type Client, ResultCodeError } from "ldapts";
import type { LockoutRules } from "#lib/core/readiness/observation.ts";
import { text } from "./account-entry.ts";
import { durationFromInterval, integer } from "./ad-values.ts";
import { baseObject } from "./ldap-session.ts";

/** A policy is changed seldom, and by hand. */
const READ_AGAIN_MS = 5 * 60_000;

type Read = { rules: LockoutRules | undefined; atMs: number };

/**
 * Reads the lockout rules of password policies (MS-ADA2, `msDS-PasswordSettings`), each once in a while.
 * The domain's own policy is never asked: Domain Services applies a policy of its own to everybody
 * ("Password and account lockout policies"), and it goes before the domain's.
 */
export function lockoutPolicies() {
	const known = new Map<string, Read>();

	/**
	 * @returns by the policy's name; `undefined` for one that the reading account may not see
	 * @throws what the client throws, unless it is the controller's refusal
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

async function readRules(client: Client, dn: string): Promise<LockoutRules | undefined> {
	const policy = await baseObject(client, dn, [
		"msDS-LockoutThreshold",
		"msDS-LockoutDuration",
		"msDS-LockoutObservationWindow",
	]).catch((error: unknown) => {
		// Ordinary users often may not see policies: then there is "no such object".
		if (error instanceof ResultCodeError) return undefined;
		throw error;
	});
	const threshold = policy && integer(text(policy, "msDS-LockoutThreshold"));
	const duration = policy && text(policy, "msDS-LockoutDuration");
	if (threshold === undefined && duration === undefined) return undefined;
	return {
		threshold: threshold === undefined ? undefined : Number(threshold),
		durationMs: lockoutDuration(duration),
		windowMs: durationFromInterval(policy && text(policy, "msDS-LockoutObservationWindow")),
	};
}

/** 0 and the smallest number there is mean that a lockout has no end of its own (MS-ADA2, `msDS-LockoutDuration`). */
function lockoutDuration(value: string | undefined): LockoutRules["durationMs"] {
	return integer(value) === undefined
		? undefined
		: (durationFromInterval(value) ?? "until-unlocked");
}
