const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A managed domain's default password policy (Microsoft Learn, "Password and account lockout policies"). */
export const POLICY = {
	maxPasswordAgeMs: 90 * DAY_MS,
	lockoutThreshold: 5,
	lockoutDurationMs: 30 * MINUTE_MS,
	lockoutWindowMs: 2 * MINUTE_MS,
	minPasswordLength: 7,
	passwordHistoryLength: 24,
} as const;

/** The policy as an operator tells the portal of it: an ordinary account may not see it. */
export const POLICY_SETTINGS = {
	DOMAIN_LOCKOUT_THRESHOLD: String(POLICY.lockoutThreshold),
	DOMAIN_LOCKOUT_MINUTES: String(POLICY.lockoutDurationMs / MINUTE_MS),
	DOMAIN_LOCKOUT_WINDOW_MINUTES: String(POLICY.lockoutWindowMs / MINUTE_MS),
} as const;

/** The largest page that a controller gives (MaxPageSize in MS-ADTS 3.1.1.3.4.6); a search without pages ends there. */
export const MAX_PAGE_SIZE = 1000;
