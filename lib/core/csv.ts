/**
 * Where a spreadsheet would start to read a formula (OWASP, "CSV Injection"): before its special characters, including
 * full-width forms, at the start of a cell, and after another separator within it, where some spreadsheets start a new cell.
 */
const FORMULA_START = /^(?=[\t\r\n])|(?<=^|[,;\t\r\n])(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

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
 * Writes a table as CSV (RFC 4180); the first row is the header. What a spreadsheet would read as a
 * formula is prefixed with an apostrophe, which marks it as text.
 */
export function csv(
	rows: readonly (readonly (string | number)[])[],
	separator: Separator = ",",
): string {
	return rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join("");
}

function cell(value: string | number): string {
	if (typeof value === "number") return String(value);
	const text = value.replaceAll(FORMULA_START, "'");
	return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
