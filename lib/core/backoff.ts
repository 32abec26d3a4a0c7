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
