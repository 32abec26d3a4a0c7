import type { LockoutPolicy } from "./stand-in.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A managed domain's default password policy (Microsoft Learn, "Password and account lockout policies"). */
export const POLICY = { maxPasswordAgeMs: 90 * DAY_MS } as const;

/** Its lockout policy (same page), as stored on the domain object here. */
export const DEFAULT_LOCKOUT = {
	threshold: 5,
	durationMs: 30 * MINUTE_MS,
	windowMs: 2 * MINUTE_MS,
	from: "domain-head",
} as const satisfies LockoutPolicy;

/** The policy as configured in the portal: an ordinary account cannot read it. */
export const POLICY_SETTINGS = {
	DOMAIN_LOCKOUT_THRESHOLD: String(DEFAULT_LOCKOUT.threshold),
	DOMAIN_LOCKOUT_MINUTES: String(DEFAULT_LOCKOUT.durationMs / MINUTE_MS),
	DOMAIN_LOCKOUT_WINDOW_MINUTES: String(DEFAULT_LOCKOUT.windowMs / MINUTE_MS),
} as const;

/** The domain object's lockout where a fine-grained policy applies to everybody: Active Directory's default. */
export const HEAD_DEFAULTS = {
	threshold: 0,
	durationMs: 30 * MINUTE_MS,
	windowMs: 30 * MINUTE_MS,
} as const;

/** The largest page (MaxPageSize in MS-ADTS 3.1.1.3.4.6); an unpaged search ends there. */
export const MAX_PAGE_SIZE = 1000;
