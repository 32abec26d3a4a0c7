/** Parses CSV (RFC 4180) with the given separator; an unclosed quote ends with the text. */
export function csvRows(text: string, separator: string): string[][] {
	const cell = new RegExp(
		`("(?:[^"]|"")*(?:"|$)|[^${separator}\\r\\n]*)(${separator}|\\r\\n?|\\n|$)`,
		"y",
	);
	const rows: string[][] = [];
	let row: string[] = [];
	while (cell.lastIndex < text.length) {
		const start = cell.lastIndex;
		const [, content = "", end = ""] = cell.exec(text) ?? [];
		// Text after a closing quote belongs to no cell and is skipped.
		if (cell.lastIndex <= start) cell.lastIndex = start + 1;
		row.push(
			content.startsWith('"') ? content.slice(1).replace(/"$/, "").replaceAll('""', '"') : content,
		);
		if (end === separator) continue;
		rows.push(row);
		row = [];
	}
	if (row.length > 0) rows.push([...row, ""]);
	return rows;
}
