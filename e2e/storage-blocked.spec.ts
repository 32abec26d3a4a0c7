import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type LaunchOptions, type Page } from "playwright/test";
import { WHOLE_CHROMIUM } from "#tools/debian-packages.ts";
import { expectNoFindings } from "./support/accessible.ts";
import { changePassword, expect, heading, shownTicket, test } from "./support/test.ts";

/** Chromium with site data blocked: reading the storage throws. */
async function withoutStorage(
	options: LaunchOptions,
	use: (page: Page) => Promise<void>,
): Promise<void> {
	const profile = mkdtempSync(join(tmpdir(), "keyturn-profile-"));
	const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
	mkdirSync(join(profile, "Default"));
	writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(blocked));
	let context: BrowserContext | undefined;
	try {
		context = await chromium.launchPersistentContext(profile, {
			...options,
			executablePath: WHOLE_CHROMIUM,
			locale: "en-GB",
		});
		await use(await context.newPage());
	} finally {
		await context?.close();
		rmSync(profile, { recursive: true, force: true });
	}
}

test("blocked storage is explained on every page that needs it", async ({
	stack,
	launchOptions,
}) => {
	await withoutStorage(launchOptions, async (page) => {
		const errors: string[] = [];
		page.on("pageerror", (error) => errors.push(String(error)));
		await page.goto(`${stack.portal}/`);
		const blocked = await page.evaluate(() => {
			try {
				return !window.sessionStorage;
			} catch (error) {
				return error instanceof DOMException && error.name === "SecurityError";
			}
		});
		expect(blocked).toBe(true);
		await page.getByRole("button", { name: "Sign in and start" }).click();
		await expect(page.getByText(/This portal needs cookies and site data/)).toBeVisible();
		for (const path of ["/profile", "/change-password", "/progress", "/helpdesk/links"]) {
			await page.goto(stack.portal + path);
			await expect(page.getByText(/This portal needs cookies and site data/), path).toBeVisible();
		}
		await expectNoFindings(page, "nothing kept");
		expect(errors).toEqual([]);
	});
});

test("with blocked storage a status still works", async ({
	page,
	stack,
	launchOptions,
	person,
}) => {
	await changePassword(page, person);
	const ticket = await shownTicket(page);
	await withoutStorage(launchOptions, async (other) => {
		await other.goto(`${stack.portal}/status/${ticket}`);
		await expect(heading(other, /is on its way/)).toBeVisible();
		await stack.controls.deliver(person.id);
		await expect(heading(other, /new password works/)).toBeVisible();
	});
});
