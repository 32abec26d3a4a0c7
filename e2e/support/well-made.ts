import { expect, type Page } from "playwright/test";
import { expectNoFindings } from "./axe.ts";

/** What every page keeps to at 320 pixels: nothing goes sideways, and axe finds nothing. */
export async function expectWellMade(page: Page): Promise<void> {
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(width, page.url()).toBeLessThanOrEqual(320);
	await expectNoFindings(page, page.url());
}
