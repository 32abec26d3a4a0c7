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
	const value: unknown = JSON.parse(text);
	restoreDates(value);
	return value;
}

/** A reviver for `JSON.parse` would take five times as long, and a start reads ten thousand ledgers. */
function restoreDates(value: unknown): void {
	if (!isObject(value)) return;
	for (const key of Object.keys(value)) {
		const one = value[key];
		if (typeof one !== "string") restoreDates(one);
		else if (DATE_FIELD.test(key) && ISO_INSTANT.test(one)) value[key] = new Date(one);
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null;
}
