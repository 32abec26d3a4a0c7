import { LANGUAGES, type Locale } from "./locales.ts";

/** Embeddings, overrides and isolates (Unicode UAX 9); one of them could end an isolate before its time. */
const DIRECTION_CONTROL = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Keeps a text's own direction within a sentence: FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE
 * (Unicode UAX 9). A phone number would have its groups in the other order else; an
 * address in the text of a mail needs none, and would have it taken for its end.
 */
export function isolated(text: string): string {
	return `\u2068${text.replace(DIRECTION_CONTROL, "")}\u2069`;
}

/**
 * What is written from right to left, and marks of direction: the blocks that Unicode keeps for such scripts
 * (DerivedBidiClass, default values R and AL), so that one that is added later is in them, too.
 */
const OTHER_DIRECTION =
	/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** A single word: nothing in it takes its place from what stands around it. */
const ONE_WORD = /^[\p{L}\p{M}-]*$/u;

/**
 * What a directory holds or a person typed, as it goes into a sentence of a language: isolated where
 * its order or that of the sentence could change, and unchanged elsewhere.
 */
export function isolatedIn(locale: Locale, text: string): string {
	const isSafe =
		LANGUAGES[locale].direction === "rtl" ? ONE_WORD.test(text) : !OTHER_DIRECTION.test(text);
	return isSafe ? text : isolated(text);
}
