/**
 * Entra's rules for a cloud account's password, as published ("Password policies and account
 * restrictions", 2026-05-26): 8 to 256 characters, three of four character kinds, a fixed character
 * set. Entra decides; the page states the rules beforehand and checks them before it sends
 * anything.
 */
export const MIN_LENGTH = 8;
export const MAX_LENGTH = 256;
export const MIN_KINDS = 3;

const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** Printable ASCII including the space: every other character is refused. */
const NOT_ALLOWED = /[^\x20-\x7e]/gu;

export type MetRules = Record<"length" | "kinds" | "characters" | "different", boolean>;

/**
 * Which rules a new password meets so far, for ticks that only ever encourage.
 *
 * @param existing the value of the other field; while it is empty, nothing counts as different from
 *   it
 */
export function metRules(password: string, existing = ""): MetRules {
	return {
		length: password.length >= MIN_LENGTH && password.length <= MAX_LENGTH,
		kinds: kindsIn(password) >= MIN_KINDS,
		characters: password !== "" && otherCharacters(password) === "",
		different: password !== "" && existing !== "" && password !== existing,
	};
}

/** The characters that Entra refuses, once each, separated by spaces. */
export function otherCharacters(password: string): string {
	return [...new Set(password.match(NOT_ALLOWED))].map(visible).join(" ");
}

/** Blanks other than U+0020, and characters that no font draws. */
const UNSEEN = /(?! )(?:\p{Z}|\p{C}|\p{Default_Ignorable_Code_Point}|\u2800)/gu;

/** The invisible characters in a password, once each, by code point; the space is not one of them. */
export function unseenCharacters(password: string): string {
	return [...new Set(password.match(UNSEEN))].map(visible).join(" ");
}

/** Invisible characters as their code point, e.g. U+200B; others unchanged. */
function visible(character: string): string {
	if (character.search(UNSEEN) < 0) return character;
	const number = character.codePointAt(0) ?? 0;
	return `U+${number.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** How many of the four character kinds a password has. */
export function kindsIn(password: string): number {
	return KINDS.filter((kind) => kind.test(password)).length;
}
