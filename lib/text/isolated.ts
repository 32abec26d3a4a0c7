import { LANGUAGES, type Locale } from "./locales.ts";

/**
 * Keeps a text's own direction within a sentence: FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE
 * (Unicode UAX 9). A phone number would have its groups in the other order else; an
 * address in the text of a mail needs none, and would have it taken for its end.
 */
export function isolated(text: string): string {
	return `\u2068${text}\u2069`;
}

/** The same where the language is read from right to left; elsewhere nothing is added. */
export function isolatedIn(locale: Locale, text: string): string {
	return LANGUAGES[locale].direction === "rtl" ? isolated(text) : text;
}
