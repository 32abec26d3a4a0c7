/**
 * Characters with which a spreadsheet begins a formula (OWASP, "CSV Injection"), full-width forms
 * among them.
 */
const FORMULA_START = /^[\s]*[=+\-@\t\r\n＝＋－＠]/;

export type Separator = "," | ";";

/**
 * What spreadsheets of a region take for the end of a column: where a comma stands in numbers, it is the
 * semicolon. They go by the computer's region, which the browser's first language comes nearest to.
 *
 * @param language as in `navigator.language`, like `de-AT`
 */
export function columnSeparator(language: string): Separator {
	const parts = new Intl.NumberFormat(language).formatToParts(1.5);
	return parts.find(({ type }) => type === "decimal")?.value === "." ? "," : ";";
}

/**
 * Writes a table as CSV (RFC 4180), the first row being its head. A cell that a spreadsheet would take
 * for a formula gets an apostrophe before it, which the spreadsheet takes for "this is text".
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
