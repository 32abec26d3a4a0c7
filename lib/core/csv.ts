/**
 * Characters with which a spreadsheet begins a formula (OWASP, "CSV Injection"), full-width forms
 * among them.
 */
const FORMULA_START = /^[\s]*[=+\-@\t\r\n＝＋－＠]/;

/**
 * Writes a table as CSV (RFC 4180), the first row being its head. A cell that a spreadsheet would take
 * for a formula gets an apostrophe before it, which the spreadsheet takes for "this is text".
 */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
	return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number): string {
	if (typeof value === "number") return String(value);
	const text = FORMULA_START.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
