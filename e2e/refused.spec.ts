import type { Page } from "playwright/test";
import {
	enterCredentials,
	existingField,
	expect,
	heading,
	signIn,
	switchAccount,
	tabTo,
	test,
} from "./support/test.ts";

test("a refused sign-in says why and what to tell the helpdesk, and can be retried by keyboard", async ({
	page,
	context,
	newPerson,
}) => {
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	await signIn(page, await newPerson("not-assigned"));
	await expect(page).toHaveURL(/\/profile$/);
	await expect(page.getByText(/does not have access.*helpdesk/)).toBeVisible();
	await page.getByRole("button", { name: "Copy: Codes for the helpdesk" }).click();
	await expect(page.getByText("Copied", { exact: true })).toBeVisible();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toMatch(/^For the helpdesk: AADSTS50105\nCorrelation ID: [0-9a-f-]{36}$/);

	await tabTo(page, page.getByRole("button", { name: "Use another account" }));
	await page.keyboard.press("Enter");
	await enterCredentials(page, await newPerson());
	await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
});

test("a browser that cannot reach the sign-in page says so, and goes there when it can", async ({
	page,
	person,
}) => {
	await page.clock.install();
	const authorize = /\/oauth2\/v2\.0\/authorize/;
	await page.route(authorize, (route) => route.fulfill({ status: 204 }));
	for (const path of ["/profile", "/"]) {
		await page.goto(path);
		const asked = page.waitForRequest(authorize);
		await page.getByRole("button", { name: /^Sign in/ }).click();
		await asked;
		await page.clock.fastForward(16_000);
		await expect(page.getByText(/did not open your organisation’s sign-in page/)).toBeVisible();
	}
	await page.unroute(authorize);
	await page.getByRole("button", { name: /^Sign in/ }).click();
	await enterCredentials(page, person);
	await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
});

test("a response that this tab did not request is not accepted", async ({ page, stack }) => {
	await page.goto("/auth#code=stolen&state=unknown");
	await expect(page).toHaveURL(`${stack.portal}/`);
	await expect(page.getByRole("button", { name: "Sign in and start" })).toBeVisible();
});

test.describe("several accounts", () => {
	test("the account in use is shown, and can be switched", async ({ page, newPerson }) => {
		const [first, second] = [await newPerson(), await newPerson()];
		await signIn(page, first);
		await expect(page.getByRole("main").getByText(first.userPrincipalName)).toBeVisible();
		await switchAccount(page);
		await expect(page.getByRole("heading", { name: "Pick an account" })).toBeVisible();
		await page.getByRole("link", { name: "Use another account" }).click();
		await enterCredentials(page, second);
		await expect(page.getByRole("main").getByText(second.userPrincipalName)).toBeVisible();
		await expect(page.getByText(first.userPrincipalName)).toBeHidden();
		const kept = await page.evaluate(() => Object.values(sessionStorage).join(" "));
		expect(kept).not.toContain(first.id);

		await page.goto("/");
		await expect(
			page.getByRole("button", { name: `Continue as ${second.displayName}` }),
		).toBeVisible();
		await page.getByRole("button", { name: "Use another account" }).click();
		await expect(page.getByRole("heading", { name: "Pick an account" })).toBeVisible();
	});

	test("a refused account leaves the other signed in, and the page says why", async ({
		page,
		newPerson,
		person,
	}) => {
		await signIn(page, person);
		await switchAccount(page);
		await page.getByRole("link", { name: "Use another account" }).click();
		await enterCredentials(page, await newPerson("disabled"));
		await expect(page.getByText("You were not signed in")).toBeVisible();
		await expect(page.getByText(/Your account is disabled/)).toBeVisible();
		await expect(page.getByRole("main").getByText(person.userPrincipalName)).toBeVisible();
		await page.getByRole("link", { name: "Change password" }).click();
		await expect(existingField(page)).toBeVisible();
		await expect(page.getByText("You were not signed in")).toBeHidden();
	});
});

test.describe("hints of a link to the start", () => {
	const authorizeQuery = async (page: Page) => {
		const asked = page.waitForRequest(/\/oauth2\/v2\.0\/authorize/);
		await page.getByRole("button", { name: "Sign in and start" }).click();
		return new URL((await asked).url()).searchParams;
	};

	test("are passed to the tenant, and removed from the address", async ({
		page,
		stack,
		person,
	}) => {
		const hint = encodeURIComponent(person.userPrincipalName);
		await page.goto(`/?login_hint=${hint}&domain_hint=contoso.com`);
		await expect(page).toHaveURL(`${stack.portal}/`);
		const query = await authorizeQuery(page);
		expect(query.get("login_hint")).toBe(person.userPrincipalName);
		expect(query.get("domain_hint")).toBe("contoso.com");
		await expect(page.getByLabel("User name")).toHaveValue(person.userPrincipalName);
	});

	test("that are malformed are dropped, and nothing leads elsewhere", async ({
		page,
		stack,
		person,
	}) => {
		const elsewhere = encodeURIComponent("https://evil.example/");
		await page.goto(
			`/?login_hint=%3Cb%3Ex&domain_hint=${elsewhere}&redirect_uri=${elsewhere}&returnTo=${elsewhere}`,
		);
		const query = await authorizeQuery(page);
		expect(query.get("login_hint")).toBeNull();
		expect(query.get("domain_hint")).toBeNull();
		expect(query.get("redirect_uri")).toBe(`${stack.portal}/auth`);
		await enterCredentials(page, person);
		await expect(page).toHaveURL(`${stack.portal}/profile`);
		await expect(heading(page, /^Hello /)).toBeVisible();
	});
});
