import type { Observation } from "#lib/core/readiness/observation.ts";
import type { AccountKey } from "./managed-domain.ts";

/** An observation that stays valid while the controller has written nothing. */
export type Known = Exclude<Observation, { kind: "unread" | "twins" }>;
/** The cached reading of an account. */
export type Kept = {
	key: AccountKey;
	/** The user name in lower case: converting fifty thousand at every check would take too long. */
	name: string;
	usn: string | undefined;
	found: Known;
	/** Elapsed time from which time alone may have changed it. */
	holdsUntilMs: number;
	/** Elapsed time after which it is read in full. */
	fullUntilMs: number;
	/** It was listed for a full read. If it is due again, nobody follows it, and it is dropped. */
	isListed: boolean;
};

/** How long time alone cannot change it: lockout, password, account and hours of sign-in end at a known time, or at an unknown one. */
export function holdsForMs(found: Known): number {
	if (found.kind === "absent") return Number.POSITIVE_INFINITY;
	const { lockedOut, lockedUntil, lockoutRules, passwordExpired, passwordExpiresAt } =
		found.account;
	const { accountExpired, accountExpiresAt, logonHoursChangeAt } = found.account;
	const isOpenEnded = lockoutRules?.durationMs !== "until-unlocked" && !lockedUntil;
	if (lockedOut && isOpenEnded) return 0;
	const ends = [
		lockedOut && lockedUntil,
		!passwordExpired && passwordExpiresAt,
		!accountExpired && accountExpiresAt,
		logonHoursChangeAt,
	];
	const clockMs = (found.source?.clock ?? found.readAt).getTime();
	const inMs = ends.flatMap((end) => (end ? [end.getTime() - clockMs] : []));
	return Math.min(Number.POSITIVE_INFINITY, ...inMs);
}
