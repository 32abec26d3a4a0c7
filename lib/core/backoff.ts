export type Backoff = { firstMs: number; longestMs: number };

/**
 * How long to wait before trying again: each wait is twice the one before, up to a limit.
 *
 * @param failures failures in a row, at least 1
 * @returns milliseconds
 */
export function backoffMs(failures: number, { firstMs, longestMs }: Backoff): number {
	return Math.min(longestMs, firstMs * 2 ** (failures - 1));
}

const CALL = { firstMs: 2_000, longestMs: 60_000 };

/**
 * How long to wait before repeating a call. `Retry-After` is always honoured; without it, since
 * browsers often cannot read it, the wait grows.
 *
 * @param failures refusals in a row, at least 1
 * @param askedMs the value of `Retry-After`
 * @param random from 0 to 1, so that many pages do not retry at the same moment
 * @returns milliseconds
 */
export function retryWaitMs(failures: number, askedMs: number | undefined, random: number): number {
	if (askedMs !== undefined) return askedMs + random * 250;
	return backoffMs(failures, CALL) * (1 + random / 4);
}

/**
 * Repeats an action with growing waits until it succeeds.
 *
 * @returns whether it succeeded within that many attempts
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
