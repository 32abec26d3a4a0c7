export type Span = [start: number, end: number];

/** The time during which at least one call was running; concurrent calls count once. */
export function covered(spans: readonly Span[]): number {
	let total = 0;
	let until = 0;
	for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
		total += Math.max(0, end - Math.max(start, until));
		until = Math.max(until, end);
	}
	return total;
}
