import type { Page } from "playwright/test";

/** Delays the page's scripts, like a slow connection, until `arrive` is called. */
export async function heldScripts(page: Page): Promise<{ arrive: () => void }> {
	const { promise, resolve } = Promise.withResolvers<void>();
	await page.route(/\/_next\/static\/.*\.js/, async (route) => {
		await promise;
		await route.continue();
	});
	return { arrive: resolve };
}
