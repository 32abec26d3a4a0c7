import { passwordProtection } from "../password-protection.ts";

/**
 * A temporary password is read out on the telephone and typed once: `Kabutege472renu`. Syllables can be
 * spoken at a stretch and heard apart; every character can be spelled. Left out are characters that look
 * like others (0 and O, 1, I and l), that change places between keyboards (y and z; a q, which stands where
 * French keyboards have an a, and a w), and signs, which stand elsewhere on each. Capital, small letters
 * and digits are the three kinds that Entra wants.
 */
const CONSONANTS = "bdfghkmnprstv";
const VOWELS = "aeu";
const DIGITS = "23456789";
/** Syllables before and after the digits: 39 to the power of 6, by 512, is 40 bits. */
const SYLLABLES = [4, 2] as const;
const DIGIT_COUNT = 3;

/** What nobody wants to read out to a stranger, in the languages of the portal and those around them. */
const UNSPEAKABLE = [
	...["anus", "fag", "fuk", "fut", "gas", "gun", "hate", "hur", "kafer", "kaf", "kahab", "kak"],
	...["kus", "nak", "neg", "nek", "nude", "nut", "pede", "pene", "pup", "pus"],
	...["put", "rap", "sak", "suka", "tara", "tete", "vag"],
];

/**
 * Makes a temporary password for somebody, each possible one with the same chance. One that Entra is likely
 * to refuse (a name in it, too many banned words), or that nobody would read out, is thrown away whole.
 *
 * @param names the person's and the organisation's, which a password may not have in it
 * @param randomBelow gives each whole number from 0 to below its limit with the same chance
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

/** One character to be read out: a word stands for `letter`, where it has one. */
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

/** Whether a word stands for a letter when it is spelled; digits are said as they are. */
export function isSpelledByWord(letter: string): letter is (typeof WORDED)[number] {
	return (WORDED as readonly string[]).includes(letter);
}

/** A password one character after the other. */
export function spellingOf(password: string): Spelling[] {
	return [...password].map((character) => {
		const letter = character.toLowerCase();
		return { character, letter, isCapital: letter !== character };
	});
}

/** A password in the parts in which it is spoken, which are typed without a space between them. */
export function spokenParts(password: string): string[] {
	return password.match(/\d+|\D{1,4}/g) ?? [];
}
