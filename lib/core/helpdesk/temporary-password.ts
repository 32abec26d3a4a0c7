import { passwordProtection } from "../password-protection.ts";

/**
 * A temporary password is read out on the telephone and typed once: `Kabutege472renu`. Its
 * syllables can be spoken as a word and are hard to mishear; every character can be spelled. It
 * avoids characters that look alike (0 and O, 1, I and l), that move between keyboard layouts (y
 * and z; q, which is where French keyboards have a; w), and symbols, which move on every layout.
 * Capitals, small letters and digits are the three kinds that Entra requires.
 */
const CONSONANTS = "bdfghkmnprstv";
const VOWELS = "aeu";
const DIGITS = "23456789";
/** Syllables before and after the digits: 39^6 syllables and 512 digit groups give 40 bits. */
const SYLLABLES = [4, 2] as const;
const DIGIT_COUNT = 3;

/** Words that nobody wants to read out to a stranger, in the portal's languages and related ones. */
const UNSPEAKABLE = [
	"anus",
	"fag",
	"fuk",
	"fut",
	"gas",
	"gun",
	"hate",
	"hur",
	"kafer",
	"kaf",
	"kahab",
	"kak",
	"kus",
	"nak",
	"neg",
	"nek",
	"nude",
	"nut",
	"pede",
	"pene",
	"pup",
	"pus",
	"put",
	"rap",
	"sak",
	"suka",
	"tara",
	"tete",
	"vag",
];

/**
 * Makes a temporary password; all possible ones are equally likely. One that Entra is likely to
 * refuse (a name, too many banned words) or that is rude is discarded as a whole.
 *
 * @param names of the person and the organisation, which the password must not contain
 * @param randomBelow returns a uniformly distributed integer from 0 to below its limit
 */
export function makeTemporaryPassword(
	names: readonly string[],
	randomBelow: (limit: number) => number,
): string {
	const one = (characters: string) => characters[randomBelow(characters.length)] ?? "";
	const many = (count: number, draw: () => string) => Array.from({ length: count }, draw).join("");
	const syllable = () => one(CONSONANTS) + one(VOWELS);
	for (;;) {
		const [before, after] = SYLLABLES;
		const small =
			many(before, syllable) + many(DIGIT_COUNT, () => one(DIGITS)) + many(after, syllable);
		if (isSpeakable(small) && !isLikelyRefused(small, names)) {
			return small.charAt(0).toUpperCase() + small.slice(1);
		}
	}
}

function isSpeakable(password: string): boolean {
	return !UNSPEAKABLE.some((word) => password.includes(word));
}

function isLikelyRefused(password: string, names: readonly string[]): boolean {
	return passwordProtection(password, { names, organisation: [], banned: [] }).isLikelyRefused;
}

/** One character to read out; `letter` may be spelled by a word. */
export type Spelling = { character: string; letter: string; isCapital: boolean };

const WORDED = [
	"b",
	"d",
	"f",
	"g",
	"h",
	"k",
	"m",
	"n",
	"p",
	"r",
	"s",
	"t",
	"v",
	"a",
	"e",
	"u",
] as const;

/** Whether a letter is spelled by a word; digits are read out as they are. */
export function isSpelledByWord(letter: string): letter is (typeof WORDED)[number] {
	return (WORDED as readonly string[]).includes(letter);
}

/** A password, character by character. */
export function spellingOf(password: string): Spelling[] {
	return [...password].map((character) => {
		const letter = character.toLowerCase();
		return { character, letter, isCapital: letter !== character };
	});
}

/** Splits a password into the parts that are read out; they are typed without spaces. */
export function spokenParts(password: string): string[] {
	return password.match(/\d+|\D{1,4}/g) ?? [];
}
