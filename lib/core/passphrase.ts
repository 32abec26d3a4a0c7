export const WORDS_IN_PASSPHRASE = 5;

export type Passphrase = {
	text: string;
	/** How many different ones there are, each as likely as any other. */
	possibilities: number;
};

/**
 * Makes a passphrase of words at random, with a capital and a digit, so that it has all four of the
 * kinds of characters of which Entra wants three: `Granite-puffin-velvet-orbit-mango-7`.
 *
 * @param words different ones, in lower case
 * @param randomBelow gives each whole number from 0 to below its limit with the same chance
 */
export function makePassphrase(
	words: readonly string[],
	randomBelow: (limit: number) => number,
): Passphrase {
	const chosen = Array.from(
		{ length: WORDS_IN_PASSPHRASE },
		() => words[randomBelow(words.length)] ?? "",
	);
	const text = [...chosen, randomBelow(10)].join("-");
	return {
		text: text.charAt(0).toUpperCase() + text.slice(1),
		possibilities: words.length ** WORDS_IN_PASSPHRASE * 10,
	};
}
