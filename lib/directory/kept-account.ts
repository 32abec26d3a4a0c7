import type { Observation } from "#lib/core/readiness/observation.ts";
import type { AccountKey } from "./managed-domain.ts";

/** An observation that may be given again while the controller has written nothing. */
export type Known = Exclude<Observation, { kind: "unread" | "twins" }>;
/** What is remembered of an account that was read. */
export type Kept = {
	key: AccountKey;
	/** The user name in lower case, which of fifty thousand takes too long at every look. */
	name: string;
	usn: string | undefined;
	found: Known;
	/** From then on time alone may have changed it; by the running time. */
	holdsUntilMs: number;
	/** To be read in full after this. */
	fullUntilMs: number;
	/** It was listed to be read in full. If it is due once more, nobody follows it, and it is dropped. */
	isListed: boolean;
};

/** How long time alone changes nothing of it: a lockout, a password and an account end at a time that is known, or one does not know when. */
export function holdsForMs(found: Known): number {
	if (found.kind === "absent") return Number.POSITIVE_INFINITY;
	const { lockedOut, lockedUntil, lockoutRules, passwordExpired, passwordExpiresAt } =
		found.account;
	const { accountExpired, accountExpiresAt } = found.account;
	const isOpenEnded = lockoutRules?.durationMs !== "until-unlocked" && !lockedUntil;
	if (lockedOut && isOpenEnded) return 0;
	const ends = [
		lockedOut && lockedUntil,
		!passwordExpired && passwordExpiresAt,
		!accountExpired && accountExpiresAt,
	];
	const clockMs = (found.source?.clock ?? found.readAt).getTime();
	const inMs = ends.flatMap((end) => (end ? [end.getTime() - clockMs] : []));
	return Math.min(Number.POSITIVE_INFINITY, ...inMs);
}
