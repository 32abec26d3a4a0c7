const FIRST_LETTER = "A".charCodeAt(0);
const LONGEST_SHARED = 25;

/**
 * Puts words without capital letters into one text: each after a capital that says how many of its
 * first characters it shares with the word before. Sorted words become about a third as long.
 */
export function encodeWords(words: readonly string[]): string {
	let before = "";
	let text = "";
	for (const word of words) {
		let shared = 0;
		while (shared < LONGEST_SHARED && shared < word.length && word[shared] === before[shared]) {
			shared++;
		}
		text += String.fromCharCode(FIRST_LETTER + shared) + word.slice(shared);
		before = word;
	}
	return text;
}

/** The words of such a text, in its order. */
export function decodeWords(text: string): string[] {
	let before = "";
	return (text.match(/[A-Z][^A-Z]*/g) ?? []).map((part) => {
		before = before.slice(0, part.charCodeAt(0) - FIRST_LETTER) + part.slice(1);
		return before;
	});
}
