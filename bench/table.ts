/** Prints a table, the first column left-aligned and the others right-aligned. */
export function printTable(title: string, rows: (string | number)[][]): void {
	const texts = rows.map((row) => row.map(String));
	const widths = (texts[0] ?? []).map((_, i) =>
		Math.max(...texts.map((row) => row[i]?.length ?? 0)),
	);
	console.log(`\n${title}`);
	for (const row of texts) {
		const cells = row.map((cell, i) =>
			i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
		);
		console.log(`  ${cells.join("  ")}`);
	}
}

export const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
export const ms = (value: number) => `${Math.round(value)} ms`;

/** The quantile: the value that this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
