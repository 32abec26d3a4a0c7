/**
 * Names of date fields end in `At`, `Until` or `Since`, or are `at`, `until`, `since` or `clock`;
 * other fields are left alone.
 */
const DATE_FIELD = /(?:At|Until|Since|^until|^at|^since|^clock)$/;
const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/**
 * Parses JSON and revives the dates that `JSON.stringify` wrote: ISO 8601 instants in UTC in fields
 * named for a date.
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
