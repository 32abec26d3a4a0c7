export type Backoff = { firstMs: number; longestMs: number };

/**
 * How long to wait before trying again: each wait is twice the one before, up to a limit.
 *
 * @param failures how often it has failed in a row, from 1 on
 * @returns milliseconds
 */
export function backoffMs(failures: number, { firstMs, longestMs }: Backoff): number {
	return Math.min(longestMs, firstMs * 2 ** (failures - 1));
}

const CALL = { firstMs: 2_000, longestMs: 60_000 };

/**
 * How long to wait before a call is made again. What the server asks for is always kept to; without it,
 * since browsers are often not shown it, the wait grows.
 *
 * @param failures how often it was refused in a row, from 1 on
 * @param askedMs what `Retry-After` says
 * @param random from 0 to 1, so that many pages do not come back at one moment
 * @returns milliseconds
 */
export function retryWaitMs(failures: number, askedMs: number | undefined, random: number): number {
	if (askedMs !== undefined) return askedMs + random * 250;
	return backoffMs(failures, CALL) * (1 + random / 4);
}

/**
 * Does something until it works, with growing waits.
 *
 * @returns whether it has worked within so many attempts
 */
export async function attempted(
	attempts: number,
	work: () => Promise<boolean>,
	sleep: (ms: number) => Promise<void>,
): Promise<boolean> {
	for (let failures = 1; !(await work()); failures++) {
		if (failures >= attempts) return false;
		await sleep(backoffMs(failures, { firstMs: 1_000, longestMs: 30_000 }));
	}
	return true;
}
