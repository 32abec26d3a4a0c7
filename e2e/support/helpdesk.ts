import { expect, type Page } from "playwright/test";
import { expectNoFindings as expectNoFindingsIn } from "./axe.ts";
import type { TestPerson } from "./controls.ts";
import { enterCredentials } from "./test.ts";

/** Opens a helpdesk page and signs in there. */
export async function signInAt(page: Page, path: string, person: TestPerson): Promise<void> {
	await page.goto(path);
	await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
	await enterCredentials(page, person);
}

export type LinkWords = { title: string; message?: string; language?: string; way?: string };

/** Fills in and submits the form for a new link. @returns the link's id, from its page's address */
export async function makeLink(page: Page, words: LinkWords): Promise<string> {
	await page.getByRole("textbox", { name: "Title" }).fill(words.title);
	await page.getByRole("textbox", { name: "Message" }).fill(words.message ?? "");
	if (words.language) await page.getByLabel("Language").last().selectOption(words.language);
	if (words.way) await page.getByLabel("Way").selectOption(words.way);
	await page.getByRole("button", { name: "Make a link" }).click();
	await page.waitForURL(/\/helpdesk\/links\/[0-9a-z]{12}$/);
	await expect(page.getByRole("button", { name: "End this link" })).toBeVisible();
	return page.url().split("/").at(-1) ?? "";
}

/** Expects no axe violation, light and dark. A preview is a separate page, checked as such. */
export async function expectNoFindings(page: Page, what: string): Promise<void> {
	await expectNoFindingsIn(page, what, ["iframe"]);
	await page.emulateMedia({ colorScheme: null });
}

/** Expects no overflow at 320 px (WCAG 1.4.10). */
export async function expectFitsNarrow(page: Page, what: string): Promise<void> {
	const before = page.viewportSize();
	await page.setViewportSize({ width: 320, height: 800 });
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(width, what).toBeLessThanOrEqual(320);
	if (before) await page.setViewportSize(before);
}
