/**
 * Entra's rules for a cloud account's password, as published ("Password policies and account
 * restrictions", 2026-05-26): 8 to 256 characters, three of four kinds, a fixed set of characters.
 * Entra decides; these are said beforehand and checked before anything is sent.
 */
export const MIN_LENGTH = 8;
export const MAX_LENGTH = 256;
export const MIN_KINDS = 3;

const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** Printable ASCII and the blank space: every other character is refused. */
const NOT_ALLOWED = /[^\x20-\x7e]/gu;

export type MetRules = Record<"length" | "kinds" | "characters" | "different", boolean>;

/**
 * Which rules a new password meets so far, for ticks that may only encourage.
 *
 * @param existing what is in the other field; while it is empty nothing differs from it
 */
export function metRules(password: string, existing = ""): MetRules {
	return {
		length: password.length >= MIN_LENGTH && password.length <= MAX_LENGTH,
		kinds: kindsIn(password) >= MIN_KINDS,
		characters: password !== "" && otherCharacters(password) === "",
		different: password !== "" && existing !== "" && password !== existing,
	};
}

/** The characters of a password that Entra refuses, each once, with spaces between them. */
export function otherCharacters(password: string): string {
	return [...new Set(password.match(NOT_ALLOWED))].map(visible).join(" ");
}

/** Blanks other than the space bar's, and what no font draws. */
const UNSEEN = /(?! )(?:\p{Z}|\p{C}|\p{Default_Ignorable_Code_Point}|\u2800)/gu;

/** The characters of a password that nobody sees, each once and by its number; the space bar's is not among them. */
export function unseenCharacters(password: string): string {
	return [...new Set(password.match(UNSEEN))].map(visible).join(" ");
}

/** Unseen characters by their number in Unicode, like U+200B; others as they are. */
function visible(character: string): string {
	if (character.search(UNSEEN) < 0) return character;
	const number = character.codePointAt(0) ?? 0;
	return `U+${number.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** How many of the four kinds of characters a password has. */
export function kindsIn(password: string): number {
	return KINDS.filter((kind) => kind.test(password)).length;
}
