import type { Page, Request } from "playwright";

/**
 * Follows what a page asks for, from now on.
 *
 * @returns what waits until all of it has come and the page, with nothing left to do, asks for no more
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
			// What came last may ask for more as soon as it runs.
			await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
		}
	};
}
