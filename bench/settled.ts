import type { Page, Request } from "playwright";

/**
 * Follows a page's requests from now on.
 *
 * @returns a function that waits until all have completed and the idle page makes no more
 */
export function followRequests(page: Page): () => Promise<void> {
	const underWay = new Set<Request>();
	let begun = 0;
	page.on("request", (request) => {
		underWay.add(request);
		begun += 1;
	});
	page.on("requestfinished", (request) => underWay.delete(request));
	page.on("requestfailed", (request) => underWay.delete(request));
	return async () => {
		for (let known = -1; known !== begun || underWay.size > 0; ) {
			known = begun;
			// What arrived last may request more as soon as it runs.
			await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
		}
	};
}
