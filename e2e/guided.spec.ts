import type { Page } from "playwright/test";
import { ALL_SCOPES, type TestPerson } from "./support/controls.ts";
import { startStack } from "./support/stack.ts";
import { test as base, expect, heading, lookNow, NEW_PASSWORD, signIn } from "./support/test.ts";
import { expectWellMade } from "./support/well-made.ts";

/** The way through Microsoft's own page, which the practice tenant plays; passwords are written back there. */
const test = base.extend<object, { stack: Awaited<ReturnType<typeof startStack>> }>({
	stack: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is asked for
		async ({}, use) => {
			const stack = await startStack({ settings: { PASSWORD_WRITEBACK: "true" } });
			await stack.controls.switches({ passwordWriteback: true });
			await use(stack);
			await stack.stop();
		},
		{ scope: "worker", timeout: 120_000 },
	],
});

test.beforeEach(({ guard }) => guard.allow(/^pop-up: .*\/myaccount$/));

async function openGuide(page: Page, person: TestPerson): Promise<void> {
	await signIn(page, person);
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(page.getByRole("heading", { name: /on Microsoft’s page/ })).toBeVisible();
}

/** Opens Microsoft's page from the guide, as far as its form. */
async function leaveForMicrosoft(page: Page): Promise<Page> {
	const opened = page.waitForEvent("popup");
	await page.getByRole("link", { name: "Open Microsoft’s page" }).click();
	const other = await opened;
	await expect(page.getByText("Waiting for your new password")).toBeVisible();
	await other.getByRole("link", { name: "Profile" }).click();
	await other.getByRole("link", { name: "Change password" }).click();
	return other;
}

async function changeThere(other: Page, person: TestPerson): Promise<void> {
	await other.getByLabel("Old password").fill(person.password);
	await other.getByLabel("Create new password").fill(NEW_PASSWORD);
	await other.getByLabel("Confirm new password").fill(NEW_PASSWORD);
	await other.getByRole("button", { name: "Submit" }).click();
}

test.describe("the portal notices a change on Microsoft’s page and goes on", () => {
	test("for a holder of a directory role, whose right to change passwords is never asked for", async ({
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
		await stack.controls.deliver(person.id, "dc1");
		await stack.controls.deliver(person.id, "dc2");
		await expect(heading(page, "Your new password works")).toBeVisible();
		expect(asked.filter((request) => request.includes("PasswordProfile"))).toEqual([]);
	});

	test("when the organisation has not consented", async ({ page, stack, guard, newPerson }) => {
		guard.allow(/status of 400/);
		const apiScope = "api://aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/Access";
		await stack.controls.consent(["User.Read", apiScope]);
		try {
			const person = await newPerson();
			await openGuide(page, person);
			await expect(page.getByText(/has not allowed this portal/)).toBeVisible();
			await expect(page.getByText(/\/v2\.0\/adminconsent\?/)).toBeVisible();
			await changeThere(await leaveForMicrosoft(page), person);
			await expect(heading(page, "Your new password is on its way")).toBeVisible();
		} finally {
			await stack.controls.consent([...ALL_SCOPES, apiScope]);
		}
	});

	test("for somebody synchronised, where passwords are written back", async ({
		page,
		newPerson,
	}) => {
		const person = await newPerson("synchronised");
		await openGuide(page, person);
		await expect(page.getByText(/comes from your organisation’s own network/)).toBeVisible();
		await changeThere(await leaveForMicrosoft(page), person);
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
	});
});

test("where the organisation wants Microsoft’s page, everybody is led there", async ({
	browser,
}) => {
	const stack = await startStack({ settings: { CHANGE_METHOD: "microsoft" } });
	try {
		const context = await browser.newContext({ baseURL: stack.portal });
		const page = await context.newPage();
		const person = await stack.controls.person("not-in-domain");
		await openGuide(page, person);
		await expect(page.getByText(/has its people change the password/)).toBeVisible();
		await changeThere(await leaveForMicrosoft(page), person);
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
		await stack.controls.deliver(person.id, "dc1");
		await expect(heading(page, /has arrived on 1 of 2/)).toBeVisible();
		await context.close();
	} finally {
		await stack.stop();
	}
});

test("a tab that was closed midway loses nothing", async ({ page, context, newPerson }) => {
	const person = await newPerson("directory-role");
	await openGuide(page, person);
	const other = await leaveForMicrosoft(page);
	await page.close();
	await changeThere(other, person);
	await expect(other.getByText("Your password has been changed.")).toBeVisible();
	const again = await context.newPage();
	await again.goto("/change-password");
	// Whoever is still signed in at the tenant need not type anything.
	await again.getByRole("button", { name: "Sign in" }).click();
	await expect(heading(again, "Your new password is on its way")).toBeVisible();
});

test("a page of Microsoft’s that breaks off after the change is noticed all the same", async ({
	page,
	stack,
	newPerson,
}) => {
	const person = await newPerson("directory-role");
	await openGuide(page, person);
	const other = await leaveForMicrosoft(page);
	const fault = { kind: "cut-after", times: 1 };
	await stack.controls.fault({ operation: "myAccount", personId: person.id, fault });
	await changeThere(other, person);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

test("looking goes on while Graph is away, and is asked for by hand", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(/status of 503/);
	const person = await newPerson("directory-role");
	await openGuide(page, person);
	const other = await leaveForMicrosoft(page);
	await page.getByRole("button", { name: "I have changed it" }).click();
	await expect(page.getByText(/^Not yet\./)).toBeVisible();
	const fault = { kind: "status", status: 503 };
	await stack.controls.fault({ operation: "me", personId: person.id, fault });
	await page.getByRole("button", { name: "I have changed it" }).click();
	await expect(page.getByText(/does not answer just now/)).toBeVisible();
	await changeThere(other, person);
	await expect(other.getByText("Your password has been changed.")).toBeVisible();
	await stack.controls.clearFaults();
	await page.bringToFront();
	await lookNow(page);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

test("a portal that cannot open the watch says so, and tries again when asked", async ({
	page,
	guard,
	newPerson,
}) => {
	guard.allow(/ERR_FAILED|ERR_CONNECTION/);
	const person = await newPerson("directory-role");
	await openGuide(page, person);
	await page.route("**/api/watches", (route) =>
		route.request().method() === "POST" ? route.abort() : route.continue(),
	);
	await page.getByRole("link", { name: "Open Microsoft’s page" }).click();
	await expect(page.getByText(/^You can change your password all the same/)).toBeVisible();
	await page.unroute("**/api/watches");
	await page.getByRole("button", { name: "Try again" }).click();
	await expect(page.getByText("Waiting for your new password")).toBeVisible();
});

test("a sign-in that has ended is said, and signing in again goes on", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(/status of 401/);
	const person = await newPerson("directory-role");
	await openGuide(page, person);
	const other = await leaveForMicrosoft(page);
	const fault = { kind: "status", status: 401, code: "InvalidAuthenticationToken" };
	await stack.controls.fault({ operation: "me", personId: person.id, fault });
	await expect(page.getByText("Your sign-in has ended")).toBeVisible();
	await stack.controls.clearFaults();
	await changeThere(other, person);
	await expect(other.getByText("Your password has been changed.")).toBeVisible();
	await page.getByRole("button", { name: "Sign in again" }).click();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

test("the keyboard alone is enough", async ({ page, newPerson }) => {
	const person = await newPerson("directory-role");
	await openGuide(page, person);
	await press(page, "Open Microsoft’s page");
	const opened = page.waitForEvent("popup");
	await page.keyboard.press("Enter");
	const other = await opened;
	await expect(other.getByRole("link", { name: "Profile" })).toBeVisible();
	await press(other, "Profile");
	await other.keyboard.press("Enter");
	await expect(other.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
	await press(other, "Change password");
	await other.keyboard.press("Enter");
	await expect(other.getByLabel("Old password")).toBeFocused();
	await other.keyboard.type(person.password);
	await other.keyboard.press("Tab");
	await other.keyboard.type(NEW_PASSWORD);
	await other.keyboard.press("Tab");
	await other.keyboard.type(NEW_PASSWORD);
	await other.keyboard.press("Enter");
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

/** Moves the focus with Tab to what begins with this name. */
async function press(page: Page, name: string): Promise<void> {
	for (let tabs = 0; tabs < 40; tabs++) {
		await page.keyboard.press("Tab");
		const text = await page.evaluate(() => document.activeElement?.textContent ?? "");
		if (text.trim().startsWith(name)) return;
	}
	throw new Error(`${name} cannot be reached with the Tab key`);
}

test("the guide has no finding of axe and fits into 320 pixels, before and after leaving", async ({
	page,
	newPerson,
}) => {
	await page.setViewportSize({ width: 320, height: 640 });
	await openGuide(page, await newPerson("directory-role"));
	await expectWellMade(page);
	const other = await leaveForMicrosoft(page);
	await expectWellMade(page);
	await other.setViewportSize({ width: 320, height: 640 });
	await expectWellMade(other);
});
