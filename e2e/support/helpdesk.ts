import { expect, type Page } from "playwright/test";
import type { TestPerson } from "./controls.ts";
import { apiToken, enterCredentials, type } from "./test.ts";

/** Opens a helpdesk page and signs in there. */
export async function signInAt(page: Page, path: string, person: TestPerson): Promise<void> {
	await page.goto(path);
	await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
	await enterCredentials(page, person);
}

export type LinkWords = { title: string; message?: string; language?: string; way?: string };

/** The rows of the audit that match a query, newest first, as the agent on the page reads them. */
export async function auditRows(page: Page, query: string) {
	const headers = { authorization: `Bearer ${await apiToken(page)}` };
	const answer = await page.request.get(`/api/helpdesk/audit?${query}`, { headers });
	return (await answer.json()).entries as { action: string; result: string; details: object }[];
}

/** Fills in and submits the form for a new link. @returns the link's id, from its page's address */
export async function makeLink(page: Page, words: LinkWords): Promise<string> {
	await type(page.getByRole("textbox", { name: "Title" }), words.title);
	await type(page.getByRole("textbox", { name: "Message" }), words.message ?? "");
	if (words.language) await page.getByLabel("Language").last().selectOption(words.language);
	if (words.way)
		await page.getByLabel("Where people change their password").selectOption(words.way);
	await page.getByRole("button", { name: "Create a link" }).click();
	await page.waitForURL(/\/helpdesk\/links\/[0-9a-z]{12}$/);
	await expect(page.getByRole("button", { name: "End this link" })).toBeVisible();
	return page.url().split("/").at(-1) ?? "";
}
