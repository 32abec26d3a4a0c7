/** A clock that was read over the network: its time, in whole seconds, lay between asking and answer. */
export type ClockReading = { time: Date; askedAt: Date; answeredAt: Date };

const RESOLUTION_MS = 1_000;
/** Less than this disturbs nobody, and may be the other clock's fault. */
const IGNORED_MS = 5_000;

/**
 * How far this machine is ahead of the other, at least: what the way of the question and the rounding to
 * whole seconds can explain is not counted. In milliseconds, negative when it is behind.
 */
export function clockOffsetMs({ time, askedAt, answeredAt }: ClockReading): number {
	const aheadAtLeast = askedAt.getTime() - (time.getTime() + RESOLUTION_MS);
	const behindAtLeast = time.getTime() - answeredAt.getTime();
	if (aheadAtLeast > 0) return aheadAtLeast;
	return behindAtLeast > 0 ? -behindAtLeast : 0;
}

/** What to add to this machine's time to have the other's, in milliseconds; 0 for a small difference. */
export function clockCorrectionMs(reading: ClockReading): number {
	if (Math.abs(clockOffsetMs(reading)) < IGNORED_MS) return 0;
	const { time, askedAt, answeredAt } = reading;
	const likely = time.getTime() + RESOLUTION_MS / 2;
	return Math.round(likely - (askedAt.getTime() + answeredAt.getTime()) / 2);
}
