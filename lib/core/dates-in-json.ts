/** Fields that hold a date end in `At`, `Until`, `Since` or are called so, or `clock`; others are never touched. */
const DATE_FIELD = /(?:At|Until|Since|^until|^at|^since|^clock)$/;
const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/**
 * Parses JSON in which dates were written by `JSON.stringify`: strings that are ISO 8601 instants in
 * UTC, in fields named for a date, become dates again.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseWithDates(text: string): unknown {
	return JSON.parse(text, (key, value) =>
		typeof value === "string" && DATE_FIELD.test(key) && ISO_INSTANT.test(value)
			? new Date(value)
			: value,
	);
}
