import { LANGUAGES, type Locale } from "./locales.ts";

/** Embeddings, overrides and isolates (UAX #9); one of them could end an isolate prematurely. */
const DIRECTION_CONTROL = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Isolates a text's own direction within a sentence, with FIRST STRONG ISOLATE and POP DIRECTIONAL
 * ISOLATE (UAX #9). Without them the groups of a phone number would be reversed. An address in a
 * plain-text mail must not be isolated: mail programs would make the mark part of the address.
 */
export function isolated(text: string): string {
	return `\u2068${text.replace(DIRECTION_CONTROL, "")}\u2069`;
}

/**
 * Right-to-left characters and direction marks: the blocks that Unicode reserves for such scripts
 * (DerivedBidiClass, default values R and AL), so that future scripts are covered.
 */
const OTHER_DIRECTION =
	/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** A single word: its order does not depend on its surroundings. */
const ONE_WORD = /^[\p{L}\p{M}-]*$/u;

/**
 * A value from a directory or a person for a sentence of a language: isolated if its order or the
 * sentence's could change, otherwise unchanged.
 */
export function isolatedIn(locale: Locale, text: string): string {
	const isSafe =
		LANGUAGES[locale].direction === "rtl" ? ONE_WORD.test(text) : !OTHER_DIRECTION.test(text);
	return isSafe ? text : isolated(text);
}
