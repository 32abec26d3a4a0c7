let offsetMs = 0;
/** By how much this machine's clock was ahead of its monotonic one when it was last confirmed. */
let confirmedAheadMs: number | undefined;
let isAwaited = false;

/**
 * The current time: this machine's clock, corrected by the tenant's (`tenant-clock.ts`). Once the tenant has confirmed
 * it, only elapsed time counts: what somebody sets this machine's clock to makes nobody late, and ends nothing. Use it
 * for whatever is compared with Entra's times or shown; not for durations, since a correction can make it jump.
 */
export function now(): Date {
	const machinesMs =
		confirmedAheadMs === undefined ? Date.now() : performance.now() + confirmedAheadMs;
	return new Date(Math.round(machinesMs) + offsetMs);
}

/** Sets by how many milliseconds this machine's clock is behind; negative when it is ahead. */
export function correctClock(behindMs: number): void {
	offsetMs = behindMs;
}

/** By how many seconds `now` differs from this machine's clock; positive when that is behind. */
export function clockCorrectionSeconds(): number {
	return Math.round((now().getTime() - Date.now()) / 100) / 10;
}

/** This machine's clock, with its correction, is right at this moment. */
export function confirmClock(): void {
	confirmedAheadMs = Date.now() - performance.now();
	isAwaited = false;
}

/** From now on the time is this machine's alone, until it is confirmed. */
export function awaitConfirmation(): void {
	confirmedAheadMs = undefined;
	isAwaited = true;
}

/** Takes this machine's clock as it is, for good. */
export function trustMachinesClock(): void {
	confirmedAheadMs = undefined;
	isAwaited = false;
}

/**
 * Whether the time may be anything: a machine that starts with a wrong clock finds the tenant's certificate expired, and
 * learns nothing from it. Nothing may be deleted or ended for its age then.
 */
export function isClockDoubtful(): boolean {
	return isAwaited;
}
