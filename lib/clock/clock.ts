let offsetMs = 0;

/**
 * The current time: this machine's clock, corrected by the tenant's (`tenant-clock.ts`). Use it for
 * whatever is compared with Entra's times or shown; not for durations, since it can jump.
 */
export function now(): Date {
	return new Date(Date.now() + offsetMs);
}

/** Sets by how many milliseconds this machine's clock is behind; negative when it is ahead. */
export function correctClock(behindMs: number): void {
	offsetMs = behindMs;
}

/** By how many seconds `now` differs from this machine's clock; positive when that is behind. */
export function clockCorrectionSeconds(): number {
	return offsetMs / 1_000;
}
