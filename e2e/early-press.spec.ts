import type { Page } from "playwright/test";
import { enterCredentials, expect, test } from "./support/test.ts";

/** Delays the page's scripts, like a slow connection, until `arrive` is called. */
async function heldScripts(page: Page): Promise<{ arrive: () => void }> {
	const { promise, resolve } = Promise.withResolvers<void>();
	await page.route(/\/_next\/static\/.*\.js/, async (route) => {
		await promise;
		await route.continue();
	});
	return { arrive: resolve };
}

test("a press before the page's scripts have loaded takes effect once they have", async ({
	page,
	newPerson,
}) => {
	const person = await newPerson();
	const scripts = await heldScripts(page);
	await page.goto("/", { waitUntil: "commit" });
	await page.getByRole("button", { name: "Sign in and start" }).click();
	await expect(page).toHaveURL("/");
	scripts.arrive();
	await enterCredentials(page, person);
	await expect(page).toHaveURL(/\/profile$/);
});
