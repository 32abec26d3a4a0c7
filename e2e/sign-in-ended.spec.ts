import type { Page } from "playwright/test";
import type { TestPerson } from "./support/controls.ts";
import {
	changePassword,
	enterCredentials,
	existingField,
	expect,
	heading,
	NEW_PASSWORD,
	signIn,
	test,
} from "./support/test.ts";
import { expectWellMade } from "./support/well-made.ts";

/** A session that has ended is an answer 400 of the tenant, which Chromium writes down as an error. */
const ENDED = /status of 40[01]/;
const DAY_MS = 24 * 60 * 60_000;

/** The person comes back after a night and more: tokens, refresh token and session have run out. */
async function idleForADay(page: Page, end: () => Promise<unknown>): Promise<void> {
	await end();
	await page.clock.setSystemTime(Date.now() + DAY_MS + 60_000);
}

async function signInOnce(page: Page, person: TestPerson): Promise<void> {
	await page.getByRole("button", { name: "Sign in again" }).click();
	await page.clock.setSystemTime(Date.now());
	await enterCredentials(page, person);
}

/** Every page that needs to know who is there, and what it shows once it does. */
const pages: [
	path: string,
	template: string,
	shown: (page: Page) => ReturnType<Page["getByText"]>,
][] = [
	["/profile", "in-domain", (page) => page.getByRole("link", { name: "Change password" })],
	["/change-password", "in-domain", existingField],
	["/progress", "in-domain", (page) => heading(page, "There is nothing to follow")],
	["/helpdesk/links", "helpdesk", (page) => page.getByRole("link", { name: "Make a link" })],
	["/helpdesk/person", "helpdesk", (page) => page.getByRole("button", { name: "Search" })],
];

for (const [path, template, shown] of pages) {
	test(`after a day ${path} says that the sign-in has ended, and one sign-in leads back`, async ({
		page,
		stack,
		guard,
		newPerson,
	}) => {
		guard.allow(ENDED);
		const person = await newPerson(template);
		await page.clock.install();
		await signIn(page, person, path);
		await expect(shown(page).first()).toBeVisible();
		await idleForADay(page, () => stack.controls.endSignIns(person.id));
		await page.goto(path);
		await expect(page.getByText("Your sign-in has ended")).toBeVisible();
		await page.setViewportSize({ width: 320, height: 800 });
		await expectWellMade(page);
		await signInOnce(page, person);
		await expect(page).toHaveURL(stack.portal + path);
		await expect(shown(page).first()).toBeVisible();
	});
}

test("tokens that the change has revoked are said, and the new password leads back", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(ENDED);
	const person = await newPerson();
	await changePassword(page, person);
	await stack.controls.deliver(person.id, "dc1");
	await stack.controls.deliver(person.id, "dc2");
	await expect(heading(page, "Your new password works")).toBeVisible();
	await page.goto("/profile");
	await expect(page.getByText("Your sign-in has ended")).toBeVisible();
	await expect(page.getByText(/use the new one/)).toBeVisible();
	await page.getByRole("button", { name: "Sign in again" }).click();
	await enterCredentials(page, { ...person, password: NEW_PASSWORD });
	await expect(page).toHaveURL(/\/profile$/);
	await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
});

test("tokens that end during a long wait do not disturb Progress, nor its reload", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(ENDED);
	const person = await newPerson();
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
	await expect(page.getByText(person.userPrincipalName).first()).toBeVisible();
	await expect(page).toHaveURL(/\/progress$/);
	expect(asked.filter((url) => /\/authorize\?/.test(url) && !/prompt=none/.test(url))).toEqual([]);
});
