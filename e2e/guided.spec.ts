import type { Page } from "playwright/test";
import { GRAPH_SCOPES } from "../practice/tenant/sign-in/scopes.ts";
import type { TestPerson } from "./support/controls.ts";
import { guard } from "./support/guard.ts";
import { expect, heading, NEW_PASSWORD, signIn, tabTo, test } from "./support/test.ts";

/** The guided way through Microsoft's own page, which the practice tenant plays. */

test.beforeEach(({ guard }) => guard.allow(/^pop-up: .*\/myaccount$/));

async function openGuide(page: Page, person: TestPerson): Promise<void> {
	await signIn(page, person);
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(page.getByRole("heading", { name: /on Microsoft’s page/ })).toBeVisible();
}

/** Opens Microsoft's page from the guide up to its form, by keyboard only. */
async function leaveForMicrosoft(page: Page): Promise<Page> {
	await tabTo(page, page.getByRole("link", { name: /^Open Microsoft’s page/ }));
	const opened = page.waitForEvent("popup");
	await page.keyboard.press("Enter");
	const other = await opened;
	await expect(page.getByText("Waiting for your new password")).toBeVisible();
	await tabTo(other, other.getByRole("link", { name: "Profile" }));
	await other.keyboard.press("Enter");
	await expect(other.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
	await tabTo(other, other.getByRole("link", { name: "Change password" }));
	await other.keyboard.press("Enter");
	await expect(other.getByLabel("Old password")).toBeFocused();
	return other;
}

async function changeThere(other: Page, person: TestPerson): Promise<void> {
	await other.keyboard.type(person.password);
	await other.keyboard.press("Tab");
	await other.keyboard.type(NEW_PASSWORD);
	await other.keyboard.press("Tab");
	await other.keyboard.type(NEW_PASSWORD);
	await other.keyboard.press("Enter");
}

test.describe("the portal notices a change on Microsoft’s page and continues", () => {
	test("for a holder of a directory role, for whom the password permission is never requested", async ({
		page,
		stack,
		newPerson,
	}) => {
		const asked: string[] = [];
		page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
		const person = await newPerson("directory-role");
		await openGuide(page, person);
		const other = await leaveForMicrosoft(page);
		await changeThere(other, person);
		await expect(other.getByText("Your password has been changed.")).toBeVisible();
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
		await stack.controls.deliver(person.id);
		await expect(heading(page, "Your new password works")).toBeVisible();
		expect(asked.filter((request) => request.includes("PasswordProfile"))).toEqual([]);
	});

	test("when the organisation has not consented", async ({ page, stack, guard, person }) => {
		guard.allow(/status of 400/);
		const apiScope = "api://aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/Access";
		await stack.controls.consent(["User.Read", apiScope]);
		try {
			await openGuide(page, person);
			await expect(page.getByText(/has not allowed this portal/)).toBeVisible();
			await expect(page.getByText(/\/v2\.0\/adminconsent\?/)).toBeVisible();
			await changeThere(await leaveForMicrosoft(page), person);
			await expect(heading(page, "Your new password is on its way")).toBeVisible();
		} finally {
			await stack.controls.consent([...GRAPH_SCOPES, apiScope]);
		}
	});
});

test("closing the tab midway loses nothing", async ({ page, context, newPerson }) => {
	const person = await newPerson("directory-role");
	await openGuide(page, person);
	const other = await leaveForMicrosoft(page);
	await page.close();
	await changeThere(other, person);
	await expect(other.getByText("Your password has been changed.")).toBeVisible();
	const again = await context.newPage();
	await again.goto("/change-password");
	// A session at the tenant needs no typing.
	await again.getByRole("button", { name: "Sign in" }).click();
	await expect(heading(again, "Your new password is on its way")).toBeVisible();
});

test("a change begun in one browser is followed in another, and works when it has arrived", async ({
	page,
	browser,
	stack,
	newPerson,
}) => {
	const person = await newPerson("directory-role");
	await openGuide(page, person);
	await leaveForMicrosoft(page);
	await page.context().close();

	const elsewhere = await browser.newPage({ baseURL: stack.portal });
	const watched = guard(elsewhere, [stack.portal, stack.tenant]);
	watched.allow(/^pop-up: .*\/myaccount$/);
	await openGuide(elsewhere, person);
	await expect(elsewhere.getByText("Waiting for your new password")).toBeVisible();
	// She need not start it again.
	await changeThere(await leaveForMicrosoft(elsewhere), person);
	await expect(heading(elsewhere, "Your new password is on its way")).toBeVisible();
	await stack.controls.deliver(person.id);
	await expect(heading(elsewhere, "Your new password works")).toBeVisible();
	watched.check();
});
