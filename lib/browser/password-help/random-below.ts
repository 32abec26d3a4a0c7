const RANGE = 2 ** 32;

/**
 * A uniformly distributed integer from 0 to below the limit. Draws from the incomplete last range
 * are discarded: their remainder would favour small numbers (modulo bias).
 *
 * @param limit from 1 to 2^32
 * @param draw returns 32 random bits as an integer; by default the browser's cryptographic
 *   generator
 */
export function randomBelow(limit: number, draw: () => number = drawFromBrowser): number {
	const wholeRounds = RANGE - (RANGE % limit);
	for (;;) {
		const number = draw();
		if (number < wholeRounds) return number % limit;
	}
}

function drawFromBrowser(): number {
	const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
	return number;
}
