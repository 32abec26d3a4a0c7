import ar from "../messages/ar.json" with { type: "json" };
import { expectAccessible } from "./support/accessible.ts";
import {
	changePassword,
	existingField,
	expect,
	heading,
	openDetails,
	openForm,
	shownAddress,
	submitButton,
	test,
} from "./support/test.ts";

/**
 * Every page as a whole, light and dark, without any axe violation, and none scrolls sideways at 320 pixels. The
 * component tests cover the other states of a page.
 */

test("pages before signing in", async ({ page, guard }) => {
	guard.allow(/status of 404/);
	await page.goto("/");
	await expect(page.getByText("Practice.")).toBeVisible();
	await expectAccessible(page, "start");
	await page.goto("/profile");
	await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
	await expectAccessible(page, "sign-in prompt");
	await page.goto("/does-not-exist");
	await expect(heading(page, "Page not found")).toBeVisible();
	await expectAccessible(page, "missing page");
	await page.goto("/status/unknown");
	await expect(heading(page, "We cannot find this status")).toBeVisible();
	await expectAccessible(page, "unknown status");
});

test("the title of a page begins like its heading, also where it cannot be shown", async ({
	page,
	guard,
}) => {
	guard.allow(/status of 404/);
	for (const [path, name] of [
		["/", "Change your password"],
		["/profile", "Your profile"],
		["/change-password", "Change password"],
		["/progress", "Progress"],
		["/no-password", "Forgotten or no password"],
		["/steps", "What kind of account do you have?"],
		["/steps/cloud-only", "Steps for a Microsoft 365 account"],
		["/steps/synchronised", "Steps for a network account"],
		["/setup", "Set up synchronised accounts"],
		["/does-not-exist", "Page not found"],
		["/status/unknown", "We cannot find this status"],
		["/go/0123456789ab", "This link does not work"],
	] as const) {
		await page.goto(path);
		await expect(heading(page, name)).toBeVisible();
		// The title may have spaces that do not break.
		const title = async () => (await page.title()).replace(/\s/g, " ");
		await expect.poll(title).toContain(`${name} – `);
		expect((await title()).indexOf(name)).toBe(0);
	}
});

test("profile and form", async ({ page, person }) => {
	await openForm(page, person);
	await expectAccessible(page, "form");
	await submitButton(page).click();
	await expect(existingField(page)).toHaveAttribute("aria-invalid", "true");
	await expectAccessible(page, "form with errors");
	await page.goto("/profile");
	await expect(page.getByText("Password on work computers")).toBeVisible();
	await expectAccessible(page, "profile");
	await page.goto("/progress");
	await expect(heading(page, "No change is under way")).toBeVisible();
	await expectAccessible(page, "no change under way");
});

test("progress", async ({ page, stack, person }) => {
	await changePassword(page, person);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await expectAccessible(page, "waiting");
	await shownAddress(page);
	await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
	await openDetails(page);
	await expectAccessible(page, "waiting, with what is folded away");
	await stack.controls.deliver(person.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
	await page.getByRole("tab", { name: "Linux" }).click();
	await expect(page.getByText(/^kinit/)).toBeVisible();
	await expect(page.getByRole("button", { name: /^Copy all/ })).toBeVisible();
	await expectAccessible(page, "usable");
});

test("from right to left", async ({ elsewhere, person }) => {
	const page = await elsewhere({ locale: "ar" });
	await page.goto("/");
	await expectAccessible(page, "start, Arabic");
	await page.getByRole("main").getByRole("button").click();
	await page.getByLabel("User name").pressSequentially(person.userPrincipalName);
	await page.getByLabel("Password", { exact: true }).pressSequentially(person.password);
	await page.getByRole("button", { name: "Sign in" }).click();
	await page.getByRole("main").locator("a[href='/change-password']").click();
	await expect(page.locator("#existing")).toBeVisible();
	await expectAccessible(page, "form, Arabic");
	await page.locator("#existing").pressSequentially(person.password);
	await page.locator("#new").pressSequentially("Granite-Puffin-88");
	await page.locator("form button[type=submit]").click();
	await expect(page).toHaveURL(/\/progress$/);
	await page.getByText(ar.progress.otherDevice).click();
	await expect(page.locator("svg[role=img]")).toBeVisible();
	await expectAccessible(page, "waiting, Arabic");
});
