const FIRST_LETTER = "A".charCodeAt(0);
const LONGEST_SHARED = 25;

/**
 * Encodes words without capital letters as one text: before each, a capital encodes how many leading characters it shares with
 * the previous word. Sorted words shrink to about a third.
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

/** Decodes the words, in their order. */
export function decodeWords(text: string): string[] {
	let before = "";
	return (text.match(/[A-Z][^A-Z]*/g) ?? []).map((part) => {
		before = before.slice(0, part.charCodeAt(0) - FIRST_LETTER) + part.slice(1);
		return before;
	});
}
