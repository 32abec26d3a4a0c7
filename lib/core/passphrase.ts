export const WORDS_IN_PASSPHRASE = 5;

/**
 * Makes a random passphrase of words with a capital and a digit, so that it has all four character
 * kinds, of which Entra requires three: `Granite-puffin-velvet-orbit-mango-7`.
 *
 * @param words distinct, in lower case
 * @param randomBelow returns a uniformly distributed integer from 0 to below its limit
 */
export function makePassphrase(
	words: readonly string[],
	randomBelow: (limit: number) => number,
): string {
	const chosen = Array.from(
		{ length: WORDS_IN_PASSPHRASE },
		() => words[randomBelow(words.length)] ?? "",
	);
	const text = [...chosen, randomBelow(10)].join("-");
	return text.charAt(0).toUpperCase() + text.slice(1);
}
