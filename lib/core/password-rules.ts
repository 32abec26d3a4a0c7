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
	return [...new Set(password.match(NOT_ALLOWED))].join(" ");
}

/** How many of the four kinds of characters a password has. */
export function kindsIn(password: string): number {
	return KINDS.filter((kind) => kind.test(password)).length;
}
