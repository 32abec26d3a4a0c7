const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

/**
 * How long to wait before a call is made again. What the server asks for is always kept to; without it,
 * since browsers are often not shown it, each wait is twice the one before.
 *
 * @param attempt how often it was refused in a row, from 1 on
 * @param askedMs what `Retry-After` says
 * @param random from 0 to 1, so that many pages do not come back at one moment
 * @returns milliseconds
 */
export function retryWaitMs(attempt: number, askedMs: number | undefined, random: number): number {
	if (askedMs !== undefined) return askedMs + random * 250;
	return Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1)) * (1 + random / 4);
}
