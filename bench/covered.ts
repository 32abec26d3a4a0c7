export type Span = [start: number, end: number];

/** How long at least one of the calls was under way: calls at the same time count once. */
export function covered(spans: readonly Span[]): number {
	let total = 0;
	let until = 0;
	for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
		total += Math.max(0, end - Math.max(start, until));
		until = Math.max(until, end);
	}
	return total;
}
