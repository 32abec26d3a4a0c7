import { LINE_END } from "../pasted/unseen.ts";

/**
 * Characters that change how others are shown, or are invisible: controls; embeddings, overrides
 * and isolates of the bidirectional algorithm (UAX #9); soft hyphens, zero-width spaces and
 * joiners, interlinear marks, byte order marks and tags. The marks that Arabic and Hebrew texts
 * need (LRM, RLM, ALM) stay.
 */
const DECEPTIVE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * A text of several lines as stored and shown: composed, well-formed, with `\n` line breaks,
 * nothing deceptive.
 */
export function plainText(text: string): string {
	return text
		.toWellFormed()
		.normalize("NFC")
		.replace(new RegExp(LINE_END, "g"), "\n")
		.replace(DECEPTIVE, "")
		.trim();
}

/** A text of one line, likewise. */
export function plainLine(text: string): string {
	return plainText(text).replace(/\s+/g, " ");
}

/** An approximation of the characters that a person would count: code points. */
export function characterCount(text: string): number {
	return [...text].length;
}
