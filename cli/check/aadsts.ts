/** An error of Entra's sign-in service, as found in a page, a JSON body or an `error_description`. */
export type AadstsError = { code: number; text: string };

/**
 * Finds the first error that a text from Entra names. Microsoft says that numbers and messages may change
 * (`identity-platform/reference-error-codes`), so callers rely on a number only where it adds information.
 */
export function findAadsts(text: string): AadstsError | undefined {
	const found = /AADSTS(\d{5,}):?\s*([^<"]*)/.exec(text);
	if (!found) return undefined;
	const [, code = "", words = ""] = found;
	const [sentence = ""] = plain(words).split(/\s*(?:Trace ID|Correlation ID|Timestamp|\r|\n)/);
	return { code: Number(code), text: sentence.trim() };
}

/** Entra puts the message into JSON within HTML. */
function plain(words: string): string {
	return words
		.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
			String.fromCharCode(Number.parseInt(hex, 16)),
		)
		.replaceAll("&#39;", "'")
		.replaceAll("&quot;", '"')
		.replaceAll(/\\[rn]/g, "\n");
}
