/** A reading of a clock over the network: its time, in whole seconds, was between request and response. */
export type ClockReading = { time: Date; askedAt: Date; answeredAt: Date };

const RESOLUTION_MS = 1_000;
/** A smaller difference matters to nobody, and may be the other clock's error. */
const IGNORED_MS = 5_000;

/**
 * How far this machine is ahead of the other, at least: what latency and rounding to whole seconds
 * can explain does not count. In milliseconds, negative if it is behind.
 */
export function clockOffsetMs({ time, askedAt, answeredAt }: ClockReading): number {
	const aheadAtLeast = askedAt.getTime() - (time.getTime() + RESOLUTION_MS);
	const behindAtLeast = time.getTime() - answeredAt.getTime();
	if (aheadAtLeast > 0) return aheadAtLeast;
	return behindAtLeast > 0 ? -behindAtLeast : 0;
}

/** What to add to this machine's time to get the other's, in milliseconds; 0 for a small difference. */
export function clockCorrectionMs(reading: ClockReading): number {
	if (Math.abs(clockOffsetMs(reading)) < IGNORED_MS) return 0;
	const { time, askedAt, answeredAt } = reading;
	const likely = time.getTime() + RESOLUTION_MS / 2;
	return Math.round(likely - (askedAt.getTime() + answeredAt.getTime()) / 2);
}
