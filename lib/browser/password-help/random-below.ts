const RANGE = 2 ** 32;

/**
 * A whole number from 0 to below the limit, each with the same chance. Draws from the incomplete last
 * round are thrown away: their remainder would make small numbers more likely (modulo bias).
 *
 * @param limit from 1 to 2^32
 * @param draw 32 random bits as a whole number; the browser's generator for keys, if not given
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
