import {
	type BrowserContextOptions,
	test as base,
	expect,
	type Locator,
	type Page,
} from "playwright/test";
import type { TestPerson } from "./controls.ts";
import { type Guard, guard } from "./guard.ts";
import { type Stack, startStack } from "./stack.ts";

type Fixtures = {
	guard: Guard;
	newPerson: (template?: string, overrides?: object) => Promise<TestPerson>;
	/** An ordinary one. */
	person: TestPerson;
	/** Opens a page in another browser, as on another device, until the test ends. */
	elsewhere: (options?: BrowserContextOptions) => Promise<Page>;
};

/** Playwright's test with this portal and practice tenant per worker, and people per test. */
export const testOn = <S extends Stack>(start: () => Promise<S>) =>
	base.extend<Fixtures, { stack: S }>({
		stack: [
			// biome-ignore lint/correctness/noEmptyPattern: Playwright parses the names of the fixtures
			async ({}, use) => {
				const stack = await start();
				await use(stack);
				await stack.stop();
			},
			{ scope: "worker", timeout: 180_000 },
		],
		baseURL: async ({ stack }, use) => use(stack.portal),
		guard: [
			async ({ page, stack }, use) => {
				const guarded = guard(page, [stack.portal, stack.tenant]);
				await use(guarded);
				guarded.check();
			},
			{ auto: true },
		],
		newPerson: async ({ stack }, use) =>
			use((template = "in-domain", overrides = {}) => stack.controls.person(template, overrides)),
		person: async ({ newPerson }, use) => use(await newPerson()),
		elsewhere: async ({ browser }, use) => {
			const opened: Page[] = [];
			await use(async (options) => {
				const page = await browser.newPage(options);
				opened.push(page);
				return page;
			});
			for (const page of opened) await page.close();
		},
	});

export const test = testOn(startStack);

export { expect };

/** Types over whatever the field holds. */
export async function type(field: Locator, text: string): Promise<void> {
	await field.press("ControlOrMeta+A");
	await field.press("Delete");
	await field.pressSequentially(text);
}

/** Steps named after what a person does, so that a test reads like a story. */
export async function signIn(page: Page, person: TestPerson, from = "/"): Promise<void> {
	await page.goto(from);
	await page.getByRole("button", { name: /^Sign in/ }).click();
	await enterCredentials(page, person);
}

export async function enterCredentials(page: Page, person: TestPerson): Promise<void> {
	await type(page.getByLabel("User name"), person.mail ?? person.userPrincipalName);
	await type(page.getByLabel("Password", { exact: true }), person.password);
	await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in as the person with the temporary password, and sets a new one where Microsoft asks for it. */
export async function setOwnPassword(
	page: Page,
	person: TestPerson,
	temporary: string,
): Promise<void> {
	await page.goto("/profile");
	await page.getByRole("button", { name: "Sign in" }).click();
	await page.getByLabel("User name").pressSequentially(person.userPrincipalName);
	await page.getByLabel("Password", { exact: true }).pressSequentially(temporary);
	await page.getByRole("button", { name: "Sign in" }).click();
	const fields = page.locator("input[type=password]");
	await expect(fields).toHaveCount(3);
	for (const field of await fields.all()) {
		const isCurrent = (await field.getAttribute("autocomplete")) === "current-password";
		await field.pressSequentially(isCurrent ? temporary : NEW_PASSWORD);
	}
	await page.keyboard.press("Enter");
	await expect(heading(page, /^Hello /)).toBeVisible();
}

export async function openForm(page: Page, person: TestPerson): Promise<void> {
	await signIn(page, person);
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(existingField(page)).toBeVisible();
}

export const existingField = (page: Page) => page.getByLabel("Current password", { exact: true });
export const newField = (page: Page) => page.getByLabel("New password", { exact: true });
export const submitButton = (page: Page) => page.getByRole("button", { name: "Change password" });

export const NEW_PASSWORD = "Granite-Puffin-88";

export async function submit(page: Page, existing: string, next = NEW_PASSWORD): Promise<void> {
	await type(existingField(page), existing);
	await type(newField(page), next);
	await submitButton(page).click();
}

/** Signs in and changes the password; ends on Progress. */
export async function changePassword(page: Page, person: TestPerson): Promise<void> {
	await openForm(page, person);
	await submit(page, person.password);
	await expect(page).toHaveURL(/\/progress$/);
}

export const heading = (page: Page, name: string | RegExp) =>
	page.getByRole("heading", { level: 1, name });

/**
 * Presses Tab until something has the focus, as often as is bearable.
 *
 * @returns how often
 */
export async function tabTo(page: Page, goal: Locator, most = 40, key = "Tab"): Promise<number> {
	await expect(goal).toBeVisible();
	for (let presses = 1; presses <= most; presses++) {
		await page.keyboard.press(key);
		if (await goal.evaluate((element) => element === document.activeElement)) return presses;
	}
	throw new Error(`${goal} is more than ${most} times ${key} away.`);
}

export async function accountMenu(page: Page) {
	await page.getByRole("button", { name: "Account and appearance" }).click();
	const menu = page.getByRole("banner");
	await expect(menu.getByRole("button", { name: "Sign out" })).toBeVisible();
	return menu;
}

/** Signs out through the account menu; ends on the start page, to which the tenant leads back. */
export async function signOut(page: Page): Promise<void> {
	const menu = await accountMenu(page);
	await menu.getByRole("button", { name: "Sign out" }).click();
	await page.waitForURL("/");
	await expect(page.getByRole("button", { name: "Sign in and start" })).toBeVisible();
}

/**
 * Resolves when the tenant has led back to the portal: the page from before is gone by then, the one that was asked
 * for is about to load. To be called before what leads to the tenant.
 */
export function returnFromTenant(page: Page): Promise<void> {
	return page.waitForURL(({ pathname }) => pathname === "/auth", { waitUntil: "commit" });
}

/** Goes to the tenant's account picker through the account menu. */
export async function switchAccount(page: Page): Promise<void> {
	const menu = await accountMenu(page);
	await menu.getByRole("button", { name: "Use another account" }).click();
}

/** Enough for a page to notice that the portal is back: it retries after up to 30 seconds (`event-stream.ts`). */
export const RECONNECTED = { timeout: 60_000 };

/** Entra's dates and tokens have whole seconds: what happens in the same one is not older. */
export async function nextSecond(): Promise<void> {
	const since = Date.now();
	await expect.poll(() => Date.now()).toBeGreaterThan(since + 1_000);
}

/** Waits for the page's token for the portal's own API. */
export async function apiToken(page: Page): Promise<string> {
	const held = () =>
		page.evaluate(() => {
			const key = Object.keys(sessionStorage).find((k) => k.includes("|accesstoken|"));
			return String(JSON.parse(sessionStorage.getItem(key ?? "") ?? "{}").secret ?? "");
		});
	await expect.poll(held).not.toBe("");
	return held();
}

/** Makes the page check Entra at once. It also polls by itself, and may just have continued. */
export async function lookNow(page: Page): Promise<void> {
	await Promise.race([
		page.getByRole("button", { name: "I have changed it" }).click(),
		heading(page, "Your new password is on its way").waitFor(),
	]);
}

export async function shownTicket(page: Page): Promise<string> {
	return (await shownAddress(page)).split("/").at(-1) ?? "";
}

/** The address of the status that the page shows on request. */
export async function shownAddress(page: Page): Promise<string> {
	const address = page.getByText(/^http:\/\/localhost:\d+\/status\//);
	if (!(await address.isVisible())) await page.getByText("Continue on another device").click();
	return (await address.textContent()) ?? "";
}

/** Opens what has happened when, by which evidence, and what the helpdesk asks for. */
export async function openDetails(page: Page): Promise<void> {
	await page.getByText("Technical details").click();
}

/** The calls that carried this person's passwords to Graph, oldest first. */
export async function changeCalls(stack: Stack, personId: string) {
	const requests = await stack.controls.requests();
	return requests.filter(
		(r) => r.personId === personId && r.method === "POST" && r.path.endsWith("/changePassword"),
	);
}
