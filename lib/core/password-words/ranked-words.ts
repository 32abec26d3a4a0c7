import { decodeWords, encodeWords } from "./front-coding.ts";

/** Where attackers take a word from. Each word is in one list, where it has the lowest rank. */
const LISTS = ["passwords", "words", "names"] as const;

export type ListName = (typeof LISTS)[number];

/** @param rank how early an attacker tries it, from 1 */
export type RankedWord = { list: ListName; rank: number };

/** The transfer format: all words in alphabetical order, and a letter for each one's list and band. */
export type PackedWords = { words: string; bands: string };

/**
 * Bands end at 4, 16, 64 …: ranks are exact to a factor of four, which makes the download a fifth
 * smaller and changes an estimate by at most one step of ten.
 */
const BAND_FACTOR = 4;
const BANDS = 9;
const FIRST_BAND = "a".charCodeAt(0);

/** The passwords of the first bands, up to rank 1,023, stand in for Microsoft's banned words. */
export const BANNED_BANDS = 5;

/** Packs words for the browser; their order does not matter. */
export function packWords(ranked: ReadonlyMap<string, RankedWord>): PackedWords {
	const sorted = [...ranked].sort(([a], [b]) => (a < b ? -1 : 1));
	const bands = sorted.map(([, { list, rank }]) =>
		String.fromCharCode(FIRST_BAND + LISTS.indexOf(list) * BANDS + bandOf(rank)),
	);
	return { words: encodeWords(sorted.map(([word]) => word)), bands: bands.join("") };
}

/** The words of each list by band, most common first. */
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
