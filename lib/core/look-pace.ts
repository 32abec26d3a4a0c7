const MINUTE_MS = 60_000;

/** How long a page waits between two looks, in milliseconds, after so long; the first row that fits. */
const PACE: readonly { untilMs: number; inFrontMs: number; behindMs: number }[] = [
	{ untilMs: 5 * MINUTE_MS, inFrontMs: 4_000, behindMs: 10_000 },
	{ untilMs: 30 * MINUTE_MS, inFrontMs: 15_000, behindMs: 30_000 },
	{ untilMs: Number.POSITIVE_INFINITY, inFrontMs: 60_000, behindMs: 5 * MINUTE_MS },
];

/**
 * How long to wait before looking again whether somebody has changed the password elsewhere: often
 * enough at first that nobody wonders, and seldom for a page that was forgotten, since every look is
 * counted against the organisation's limit for Graph ("Microsoft Graph throttling limits").
 *
 * @param sinceMs since the person left for the other page
 */
export function lookPauseMs(sinceMs: number, { isInFront }: { isInFront: boolean }): number {
	const row = PACE.find(({ untilMs }) => sinceMs < untilMs);
	return (isInFront ? row?.inFrontMs : row?.behindMs) ?? MINUTE_MS;
}
