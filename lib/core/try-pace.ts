import { backoffMs } from "./backoff.ts";
import type { Failure, FailureCode } from "./failure.ts";

/** What this browser remembers about attempts that Entra refused; never a password. */
export type Tries = {
	personId: string;
	/** Wrong existing passwords in a row. */
	wrong: number;
	/** Refusals for too many requests in a row. */
	throttled: number;
	lastAt: Date;
	/** How long Entra asked to wait, if the browser could read it. */
	retryAfterMs: number | undefined;
};

const WARN_FROM = 3;
const PAUSE = { firstMs: 30_000, longestMs: 5 * 60_000 };
/** Older attempts are forgotten: a smart lockout lasts a minute at first, and its counter resets. */
const REMEMBERED_FOR_MS = 60 * 60_000;

export function noTries(personId: string, now: Date): Tries {
	return { personId, wrong: 0, throttled: 0, lastAt: now, retryAfterMs: undefined };
}

/** This person's attempts that still count at `now`. */
export function countedTries(tries: Tries | undefined, personId: string, now: Date): Tries {
	const age = tries ? now.getTime() - tries.lastAt.getTime() : 0;
	const counts = tries?.personId === personId && age >= 0 && age < REMEMBERED_FOR_MS;
	return tries && counts ? tries : noTries(personId, now);
}

/** Refusals that imply a correct existing password. */
const KNEW_PASSWORD: readonly FailureCode[] = [
	"password-too-simple",
	"password-banned",
	"password-used-before",
	"password-refused",
	"changed-too-recently",
];

/**
 * Records how an attempt failed. A failure that says nothing about the existing password leaves
 * both counts alone.
 */
export function noteTry(before: Tries, ended: Failure, now: Date): Tries {
	const { personId, wrong, throttled } = before;
	const { retryAfterMs } = ended;
	if (ended.code === "wrong-existing-password") {
		return { ...noTries(personId, now), wrong: wrong + 1 };
	}
	if (KNEW_PASSWORD.includes(ended.code)) return noTries(personId, now);
	if (ended.code !== "graph-throttled") return before;
	return { personId, wrong, throttled: throttled + 1, lastAt: now, retryAfterMs };
}

/**
 * Whether smart lockout is near: from the third wrong attempt, and always before the last one.
 *
 * @param lockedAfter wrong attempts after which Entra locks: 10, or 3 in US Government ("Protect
 *   user accounts from attacks with Microsoft Entra smart lockout")
 */
export function isLockoutNear({ wrong }: Tries, lockedAfter: number): boolean {
	return wrong >= Math.min(WARN_FROM, lockedAfter - 1);
}

/**
 * When the next attempt may be sent: growing pauses once a lockout is near, and after throttling,
 * even if the browser cannot read `Retry-After`.
 *
 * @returns undefined when there is nothing to wait for
 */
export function notBefore(tries: Tries, lockedAfter: number): Date | undefined {
	const warnFrom = Math.min(WARN_FROM, lockedAfter - 1);
	const slow = isLockoutNear(tries, lockedAfter) ? backoffMs(tries.wrong - warnFrom + 1, PAUSE) : 0;
	const backoff = tries.throttled > 0 ? backoffMs(tries.throttled, PAUSE) : 0;
	const wait = Math.max(slow, tries.retryAfterMs ?? backoff);
	return wait > 0 ? new Date(tries.lastAt.getTime() + wait) : undefined;
}
