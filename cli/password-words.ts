import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";
import { fitsInSomeSpelling } from "#lib/core/password-judgement.ts";
import { encodeWords } from "#lib/core/password-words/front-coding.ts";
import {
	type ListName,
	packWords,
	type RankedWord,
} from "#lib/core/password-words/ranked-words.ts";
import type { StrengthData } from "#lib/core/password-words/strength-data.ts";

/** Where the build writes the generated lists, which are not in the repository. */
export const MADE_WORDS = join("lib", "browser", "password-help", "made");

const {
	"commonWords-en": subtitles,
	"wikipedia-en": wikipedia,
	"firstnames-en": firstNames,
	"lastnames-en": lastNames,
	...sequences
} = english;
const { "passwords-common": passwords, "diceware-common": diceware } = common;

const LAST_NAMES = 10_000;

/** What attackers try, most common first; in an unordered list every word gets the middle rank. */
const SOURCES: { list: ListName; words: readonly string[]; rank?: number }[] = [
	{ list: "passwords", words: passwords },
	{ list: "words", words: subtitles },
	{ list: "words", words: wikipedia },
	{ list: "words", words: diceware, rank: diceware.length / 2 },
	{ list: "names", words: firstNames, rank: Math.round(firstNames.length / 2) },
	{ list: "names", words: lastNames.slice(0, LAST_NAMES) },
];

/** zxcvbn's brute force estimate: 10 guesses for each character outside a word. */
const GUESSES_PER_CHARACTER = 10;

/** A word is left out if the estimate without it is off by at most this factor. */
const WORTH_IT = 30;

/** The data for the strength estimate, from the dictionaries of zxcvbn-ts. */
export function strengthData(): StrengthData {
	return { ...packWords(rankedWords()), sequences, graphs: adjacencyGraphs };
}

/**
 * Each word once, in the list where it is most common. All common passwords that meet Entra's rules are kept,
 * however rare or short, because they are also looked up as common passwords.
 */
function rankedWords(): Map<string, RankedWord> {
	const ranked = new Map<string, RankedWord>();
	for (const { list, words, rank: ofAll } of SOURCES) {
		for (const [i, word] of words.entries()) {
			const rank = ofAll ?? i + 1;
			const before = ranked.get(word);
			if (before && (before.rank <= rank || isCommonPassword(word, before))) continue;
			if (isUseful(word, rank) || (list === "passwords" && fitsInSomeSpelling(word))) {
				ranked.set(word, { list, rank });
			}
		}
	}
	return ranked;
}

const isCommonPassword = (word: string, { list }: RankedWord) =>
	list === "passwords" && fitsInSomeSpelling(word);

/** Words with other characters cannot be in a password, and two characters are not worth an entry. */
function isUseful(word: string, rank: number): boolean {
	return (
		/^[\x21-\x40\x5b-\x7e]{3,}$/.test(word) &&
		GUESSES_PER_CHARACTER ** word.length > WORTH_IT * rank
	);
}

/** The Electronic Frontier Foundation's large word list for passphrases. */
export function passphraseWords(): string[] {
	return diceware.filter((word) => /^[a-z]+$/.test(word));
}

/** Generates the browser's word lists from the packages, for the build. */
export function makePasswordWords(): void {
	write("strength-data.json", strengthData());
	write("passphrase-words.json", { words: encodeWords(passphraseWords()) });
}

/** Writes only changed content: an untouched file causes no rebuild. */
function write(name: string, content: unknown): void {
	const file = join(MADE_WORDS, name);
	const text = JSON.stringify(content);
	if (existsSync(file) && readFileSync(file, "utf8") === text) return;
	mkdirSync(MADE_WORDS, { recursive: true });
	writeFileSync(file, text);
}

if (import.meta.main) makePasswordWords();
