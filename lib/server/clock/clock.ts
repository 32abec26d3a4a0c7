/** Bundles of Next share only the global object; see `portal.ts`. */
const shared = globalThis as { keyturnClockOffsetMs?: number };

/**
 * The time now, by this machine's clock as the tenant's corrects it (`tenant-clock.ts`). Whatever is
 * compared with Entra's times, or shown, is measured by this one; pauses are not, since it can jump.
 */
export function now(): Date {
	return new Date(Date.now() + (shared.keyturnClockOffsetMs ?? 0));
}

/** From now on this machine's clock counts as behind by this many milliseconds; ahead, when negative. */
export function correctClock(offsetMs: number): void {
	shared.keyturnClockOffsetMs = offsetMs;
}
