const MINUTE_MS = 60_000;

/**
 * How long a page waits between two polls, in milliseconds, by elapsed time; the first matching row
 * applies.
 */
const PACE: readonly { untilMs: number; inFrontMs: number; behindMs: number }[] = [
	{ untilMs: 5 * MINUTE_MS, inFrontMs: 4_000, behindMs: 10_000 },
	{ untilMs: 30 * MINUTE_MS, inFrontMs: 15_000, behindMs: 30_000 },
	{ untilMs: Number.POSITIVE_INFINITY, inFrontMs: 60_000, behindMs: 5 * MINUTE_MS },
];

/**
 * How long to wait before checking again whether the password was changed elsewhere. Frequent at
 * first, so that people see the result at once; rare later, because every request counts against
 * the organisation's limit for Graph ("Microsoft Graph throttling limits").
 *
 * @param sinceMs time since the person left for the other page
 */
export function lookPauseMs(sinceMs: number, { isInFront }: { isInFront: boolean }): number {
	const row = PACE.find(({ untilMs }) => sinceMs < untilMs);
	return (isInFront ? row?.inFrontMs : row?.behindMs) ?? MINUTE_MS;
}
