import { expect, type Page } from "playwright/test";
import { expectNoFindings } from "./axe.ts";

/** Expects no horizontal overflow and no axe violation at 320 pixels. */
export async function expectAccessible(page: Page): Promise<void> {
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(width, page.url()).toBeLessThanOrEqual(320);
	await expectNoFindings(page, page.url());
}
