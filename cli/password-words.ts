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

/** Where the build puts what is derived here; nothing of it is in the repository. */
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

/** What attackers try, most common first; lists that are not in that order count as their middle. */
const SOURCES: { list: ListName; words: readonly string[]; rank?: number }[] = [
	{ list: "passwords", words: passwords },
	{ list: "words", words: subtitles },
	{ list: "words", words: wikipedia },
	{ list: "words", words: diceware, rank: diceware.length / 2 },
	{ list: "names", words: firstNames, rank: Math.round(firstNames.length / 2) },
	{ list: "names", words: lastNames.slice(0, LAST_NAMES) },
];

/** The estimate counts 10 guesses for a character that is in no word (zxcvbn: brute force). */
const GUESSES_PER_CHARACTER = 10;

/** A word is left out when the estimate is not wrong by more than this factor without it. */
const WORTH_IT = 30;

/** The data of the strength estimate, from the dictionaries of zxcvbn-ts. */
export function strengthData(): StrengthData {
	return { ...packWords(rankedWords()), sequences, graphs: adjacencyGraphs };
}

/**
 * Each word once, where it is most common. All common passwords that fit Entra's rules stay what they
 * are, however rare and however short, since they are also looked up as such.
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

/** Passwords have no other characters than these, and two are not worth a word. */
function isUseful(word: string, rank: number): boolean {
	return (
		/^[\x21-\x40\x5b-\x7e]{3,}$/.test(word) &&
		GUESSES_PER_CHARACTER ** word.length > WORTH_IT * rank
	);
}

/** The large list of the Electronic Frontier Foundation, made for passphrases. */
export function passphraseWords(): string[] {
	return diceware.filter((word) => /^[a-z]+$/.test(word));
}

/** Derives what the browser needs from the packages, for the build. */
export function makePasswordWords(): void {
	write("strength-data.json", strengthData());
	write("passphrase-words.json", { words: encodeWords(passphraseWords()) });
}

/** A file that is not touched is not built again. */
function write(name: string, content: unknown): void {
	const file = join(MADE_WORDS, name);
	const text = JSON.stringify(content);
	if (existsSync(file) && readFileSync(file, "utf8") === text) return;
	mkdirSync(MADE_WORDS, { recursive: true });
	writeFileSync(file, text);
}

if (import.meta.main) makePasswordWords();
