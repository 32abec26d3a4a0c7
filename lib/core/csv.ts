/**
 * Characters that make a spreadsheet read a cell as a formula (OWASP, "CSV Injection"), including
 * their full-width forms.
 */
const FORMULA_START = /^[\s]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

export type Separator = "," | ";";

/**
 * The column separator that spreadsheets expect in a region: a semicolon where numbers use a
 * decimal comma. They follow the computer's region, to which the browser's first language is the
 * nearest hint.
 *
 * @param language as in `navigator.language`, e.g. `de-AT`
 */
export function columnSeparator(language: string): Separator {
	const parts = new Intl.NumberFormat(language).formatToParts(1.5);
	return parts.find(({ type }) => type === "decimal")?.value === "." ? "," : ";";
}

/**
 * Writes a table as CSV (RFC 4180); the first row is the header. A cell that a spreadsheet would
 * read as a formula is prefixed with an apostrophe, which marks it as text.
 */
export function csv(
	rows: readonly (readonly (string | number)[])[],
	separator: Separator = ",",
): string {
	return rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join("");
}

function cell(value: string | number): string {
	if (typeof value === "number") return String(value);
	const text = FORMULA_START.test(value) ? `'${value}` : value;
	return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
