let offsetMs = 0;

/**
 * The time now, by this machine's clock as the tenant's corrects it (`tenant-clock.ts`). Whatever is
 * compared with Entra's times, or shown, is measured by this one; pauses are not, since it can jump.
 */
export function now(): Date {
	return new Date(Date.now() + offsetMs);
}

/** From now on this machine's clock counts as behind by this many milliseconds; ahead, when negative. */
export function correctClock(behindMs: number): void {
	offsetMs = behindMs;
}
