import type { Locator, Page } from "playwright/test";
import { LOCALES } from "../lib/text/locales.ts";
import { enterCredentials, expect, test } from "./support/test.ts";

/** The main content is visible without scrolling, even on the smallest screen. */

const SMALLEST = { width: 320, height: 640 };
const SCREENS = [{ width: 1280, height: 720 }, { width: 390, height: 844 }, SMALLEST];

/** On each screen; the page keeps the smallest one. */
async function expectInFirstScreen(page: Page, action: Locator): Promise<void> {
	await expect(action).toBeVisible();
	const bottom = async () => {
		const box = await action.boundingBox();
		return box ? box.y + box.height : Number.POSITIVE_INFINITY;
	};
	for (const screen of SCREENS) {
		await page.setViewportSize(screen);
		expect(await page.evaluate(() => window.scrollY)).toBe(0);
		await expect.poll(bottom, `${page.url()}, ${screen.width}`).toBeLessThanOrEqual(screen.height);
	}
}

for (const locale of LOCALES) {
	test(`the action of each page is visible without scrolling: ${locale}`, async ({
		elsewhere,
		newPerson,
	}) => {
		const person = await newPerson("not-in-domain");
		const page = await elsewhere({ locale, viewport: SMALLEST });
		const main = page.getByRole("main");
		await page.goto("/");
		await expectInFirstScreen(page, main.getByRole("button").first());
		await main.getByRole("button").first().click();
		await enterCredentials(page, person);
		const tile = main.locator("a[href='/change-password']");
		await expectInFirstScreen(page, tile);
		// It stays there once all facts have loaded.
		await expect(main.locator("section dl")).toHaveCount(2);
		await expectInFirstScreen(page, tile);
		await tile.click();
		await expectInFirstScreen(page, page.locator("#existing"));
		await page.locator("#existing").pressSequentially(person.password);
		await page.locator("#new").pressSequentially("Granite-Puffin-88");
		await page.locator("#new").press("Enter");
		await page.waitForURL(/\/progress$/);
		await expectInFirstScreen(page, page.getByRole("heading", { level: 1 }));
		await page.goto("/");
		await expectInFirstScreen(page, main.locator("a[href='/progress']").first());
	});
}

test("the steps begin with the way in, above their pictures", async ({ page }) => {
	for (const kind of ["cloud-only", "synchronised"]) {
		await page.goto(`/steps/${kind}`);
		const main = page.getByRole("main");
		const start = await main.getByRole("button", { name: "Sign in and start" }).boundingBox();
		const picture = await main.locator("ol svg").first().boundingBox();
		expect(start?.y, kind).toBeLessThan(picture?.y ?? 0);
	}
});

test("a page that asks to sign in has its heading in the same place as others", async ({
	page,
}) => {
	await page.setViewportSize(SMALLEST);
	const tops: number[] = [];
	for (const path of ["/profile", "/change-password", "/progress"]) {
		await page.goto(path);
		await expect(page.getByRole("main").getByRole("button", { name: "Sign in" })).toBeVisible();
		tops.push((await page.getByRole("heading", { level: 1 }).boundingBox())?.y ?? 0);
	}
	expect(new Set(tops).size, tops.join(", ")).toBe(1);
});
