import { decodeWords, encodeWords } from "./front-coding.ts";

/** Where attackers take a word from. A word is in one list, the one that gives it away soonest. */
const LISTS = ["passwords", "words", "names"] as const;

export type ListName = (typeof LISTS)[number];

/** @param rank how soon an attacker tries it, from 1 */
export type RankedWord = { list: ListName; rank: number };

/** As it travels: all words in the order of the alphabet, and a letter for each one's list and band. */
export type PackedWords = { words: string; bands: string };

/**
 * A band ends at 4, 16, 64 … : the rank of a word is kept to a factor of four, which is a fifth of the
 * download less and changes an estimate by one step of ten at most.
 */
const BAND_FACTOR = 4;
const BANDS = 9;
const FIRST_BAND = "a".charCodeAt(0);

/** The passwords of the first bands, to rank 1,023, are taken for Microsoft's banned words. */
export const BANNED_BANDS = 5;

/** Packs words for the browser; their order does not matter. */
export function packWords(ranked: ReadonlyMap<string, RankedWord>): PackedWords {
	const sorted = [...ranked].sort(([a], [b]) => (a < b ? -1 : 1));
	const bands = sorted.map(([, { list, rank }]) =>
		String.fromCharCode(FIRST_BAND + LISTS.indexOf(list) * BANDS + bandOf(rank)),
	);
	return { words: encodeWords(sorted.map(([word]) => word)), bands: bands.join("") };
}

/** The words of each list by band, from the most common band on. */
export function unpackWords({ words, bands }: PackedWords): Record<ListName, string[][]> {
	const lists = LISTS.map(() => Array.from({ length: BANDS }, (): string[] => []));
	for (const [i, word] of decodeWords(words).entries()) {
		const code = bands.charCodeAt(i) - FIRST_BAND;
		lists[Math.floor(code / BANDS)]?.[code % BANDS]?.push(word);
	}
	const [passwords = [], plain = [], names = []] = lists;
	return { passwords, words: plain, names };
}

function bandOf(rank: number): number {
	let band = 0;
	while (rank >= BAND_FACTOR ** (band + 1)) band++;
	return band;
}
