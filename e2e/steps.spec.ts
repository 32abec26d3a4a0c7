import type { Page } from "playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { expect, heading, test } from "./support/test.ts";

/** The steps that people read before signing in, and an administrator's one-time setup. */

const kind = (page: Page, name: RegExp) =>
	page.getByRole("navigation", { name: "Kind of account" }).getByRole("link", { name });

test("a kind is chosen from the start page with the keyboard, and the address remembers it", async ({
	page,
}) => {
	await page.goto("/");
	await page.getByRole("link", { name: "See the steps for your account" }).focus();
	await page.keyboard.press("Enter");
	await expect(heading(page, "What kind of account do you have?")).toBeVisible();
	await kind(page, /^Network account/).focus();
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/\/steps\/synchronised$/);
	await expect(kind(page, /^Network account/)).toHaveAttribute("aria-current", "page");
	await page.reload();
	await expect(page.getByText(/press Ctrl\+Alt\+Del/)).toBeVisible();
	await expect(page.getByRole("heading", { name: "Or on Microsoft’s page" })).toBeVisible();
	await kind(page, /^Microsoft 365 account/).click();
	await expect(page).toHaveURL(/\/steps\/cloud-only$/);
	await expect(page.getByText("On your profile, select Change password.")).toBeVisible();
	await page.goBack();
	await expect(page.getByText(/press Ctrl\+Alt\+Del/)).toBeVisible();
});

test.describe("without scripts", () => {
	test.use({ javaScriptEnabled: false });
	test("both kinds can be chosen and read", async ({ page }) => {
		await page.goto("/steps");
		await kind(page, /^Microsoft 365 account/).click();
		await expect(page.getByText("On your profile, select Change password.")).toBeVisible();
		await kind(page, /^Network account/).click();
		await expect(page.getByText(/press Ctrl\+Alt\+Del/)).toBeVisible();
		await page.getByRole("link", { name: /^For administrators/ }).click();
		await expect(page.getByText(/ForceFullPasswordSync/)).toBeVisible();
	});
});

const languages: [locale: string, language: string][] = [
	["en", "English"],
	["de", "German"],
	["ar", "Arabic"],
];
for (const [locale, language] of languages) {
	test(`in ${language} no page has an axe violation, and each fits into 320 pixels`, async ({
		elsewhere,
	}) => {
		const page = await elsewhere({ locale, viewport: { width: 320, height: 640 } });
		for (const path of ["/steps", "/steps/cloud-only", "/steps/synchronised", "/setup"]) {
			await page.goto(path);
			await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
			await expectAccessible(page);
		}
	});
}

test("an administrator sees how this portal is configured, and can copy the script to run", async ({
	page,
}) => {
	await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
	await page.goto("/setup");
	await expect(page.getByText("This portal is set to Ctrl+Alt+Del")).toBeVisible();
	await page.getByRole("button", { name: /^Copy/ }).click();
	await expect(page.getByText("Copied", { exact: true })).toBeVisible();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toContain("$parameter.Value = 1\n");
});
