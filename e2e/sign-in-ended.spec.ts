import type { Page } from "playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import type { TestPerson } from "./support/controls.ts";
import {
	changePassword,
	enterCredentials,
	expect,
	heading,
	NEW_PASSWORD,
	signIn,
	test,
} from "./support/test.ts";

/** An ended session is a 400 from the tenant, which Chromium logs as an error. */
const ENDED = /status of 40[01]/;
const DAY_MS = 24 * 60 * 60_000;

/** The person returns after more than a day: tokens, refresh token and session have expired. */
async function idleForADay(page: Page, end: () => Promise<unknown>): Promise<void> {
	await end();
	await page.clock.setSystemTime(Date.now() + DAY_MS + 60_000);
}

async function signInOnce(page: Page, person: TestPerson): Promise<void> {
	await page.getByRole("button", { name: "Sign in again" }).click();
	await page.clock.setSystemTime(Date.now());
	await enterCredentials(page, person);
}

/** Every page that needs the signed-in person, and what the last of them shows. */
const pages: [template: string, paths: string[], last: string][] = [
	["in-domain", ["/profile", "/progress", "/change-password"], "Change password"],
	["helpdesk", ["/helpdesk/links", "/helpdesk/person"], "Search"],
];

for (const [template, paths, last] of pages) {
	test(`after a day ${paths.join(", ")} say that the sign-in has ended, and one sign-in leads back`, async ({
		page,
		stack,
		guard,
		newPerson,
	}) => {
		guard.allow(ENDED);
		const person = await newPerson(template);
		const shown = page.getByRole("main").getByRole("button", { name: last });
		await page.clock.install();
		await signIn(page, person, paths.at(-1));
		await expect(shown).toBeVisible();
		await idleForADay(page, () => stack.controls.endSignIns(person.id));
		await page.setViewportSize({ width: 320, height: 800 });
		for (const path of paths) {
			await page.goto(path);
			await expect(page.getByText("Your sign-in has ended"), path).toBeVisible();
		}
		await expectAccessible(page);
		await signInOnce(page, person);
		await expect(page).toHaveURL(`${stack.portal}${paths.at(-1)}`);
		await expect(shown).toBeVisible();
	});
}

test("tokens revoked by the change are explained, and the new password leads back", async ({
	page,
	stack,
	guard,
	person,
}) => {
	guard.allow(ENDED);
	await changePassword(page, person);
	await stack.controls.deliver(person.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
	await page.goto("/profile");
	await expect(page.getByText("Your sign-in has ended")).toBeVisible();
	await expect(page.getByText(/use the new one/)).toBeVisible();
	await page.getByRole("button", { name: "Sign in again" }).click();
	await enterCredentials(page, { ...person, password: NEW_PASSWORD });
	await expect(page).toHaveURL(/\/profile$/);
	await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
});

test("a link pressed before the sign-in is renewed is followed afterwards", async ({
	page,
	guard,
	newPerson,
}) => {
	guard.allow(ENDED);
	await changePassword(page, await newPerson());
	const { promise: pressed, resolve: press } = Promise.withResolvers<void>();
	await page.route(/\/oauth2\/v2\.0\/token\b/, async (route) => {
		await pressed;
		await route.continue();
	});
	// The code that follows the link arrives too late.
	await page.route(/\/progress(?:\.txt|\/__next)/, () => undefined);
	const back = page.waitForRequest(
		(request) =>
			request.isNavigationRequest() &&
			request.frame() === page.mainFrame() &&
			new URL(request.url()).pathname === "/auth",
	);
	await page.goto("/profile");
	await page.getByRole("link", { name: "See progress" }).click();
	press();
	await back;
	await expect(page).toHaveURL(/\/progress$/);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await expect(page.getByText("Your sign-in has ended")).toBeHidden();
});

test("tokens that expire during a long wait disturb neither Progress nor its reload", async ({
	page,
	stack,
	guard,
	person,
}) => {
	guard.allow(ENDED);
	await changePassword(page, person);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	const asked: string[] = [];
	page.on("request", (request) => {
		if (request.url().startsWith(stack.tenant)) asked.push(request.url());
	});
	await stack.controls.endSignIns(person.id);
	await page.clock.setSystemTime(Date.now() + 2 * 60 * 60_000);
	await stack.controls.deliver(person.id, "dc1");
	await expect(heading(page, /arrived on 1 of 2/)).toBeVisible();
	await page.reload();
	await expect(heading(page, /arrived on 1 of 2/)).toBeVisible();
	await stack.controls.deliver(person.id, "dc2");
	await expect(heading(page, "Your new password works")).toBeVisible();
	await expect(page.getByText(/sign-in has ended|Sign in again/)).toBeHidden();
	await expect(
		page.getByText(person.userPrincipalName).filter({ visible: true }).first(),
	).toBeVisible();
	await expect(page).toHaveURL(/\/progress$/);
	expect(asked.filter((url) => /\/authorize\?/.test(url) && !/prompt=none/.test(url))).toEqual([]);
});
