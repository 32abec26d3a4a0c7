import type { Page } from "playwright";

type Span = [start: number, end: number];

/** Records when the requests of a page run whose address contains this text. */
export function recordRequests(page: Page, text: string): Span[] {
	const spans: Span[] = [];
	page.on("requestfinished", (request) => {
		if (!request.url().includes(text)) return;
		const { startTime, responseEnd } = request.timing();
		spans.push([startTime, startTime + responseEnd]);
	});
	return spans;
}

/** The time during which at least one request was running; concurrent ones count once. */
export function covered(spans: readonly Span[]): number {
	let total = 0;
	let until = 0;
	for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
		total += Math.max(0, end - Math.max(start, until));
		until = Math.max(until, end);
	}
	return total;
}
