/** An error of Entra's sign-in service, as it stands in a page, a JSON body or an `error_description`. */
export type AadstsError = { code: number; text: string };

/**
 * Finds the first error that Entra names in a text. Microsoft says that numbers and words may change
 * (`identity-platform/reference-error-codes`), so a number decides only where it says more than its absence.
 */
export function findAadsts(text: string): AadstsError | undefined {
	const found = /AADSTS(\d{5,}):?\s*([^<"]*)/.exec(text);
	if (!found) return undefined;
	const [, code = "", words = ""] = found;
	const [sentence = ""] = plain(words).split(/\s*(?:Trace ID|Correlation ID|Timestamp|\r|\n)/);
	return { code: Number(code), text: sentence.trim() };
}

/** Entra puts the words into JSON within HTML. */
function plain(words: string): string {
	return words
		.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
			String.fromCharCode(Number.parseInt(hex, 16)),
		)
		.replaceAll("&#39;", "'")
		.replaceAll("&quot;", '"')
		.replaceAll(/\\[rn]/g, "\n");
}
