import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "playwright/test";
import type { TestPerson } from "./support/controls.ts";
import { clickNotification, notesIn, recordTelling, shownIn } from "./support/notifications.ts";
import type { Stack } from "./support/stack.ts";
import { changePassword, expect, heading, test } from "./support/test.ts";

/** Told without looking: by notification, by title and icon, by a tone. */

const onItsWay = "Your new password is on its way";
const ask = (page: Page) => page.getByRole("button", { name: "Tell me when it works" });
const stop = (page: Page) => page.getByRole("button", { name: "Do not notify me" });
const sound = (page: Page) => page.getByRole("checkbox", { name: /short tone/ });
/** Of several icons the last one counts. */
const icon = (page: Page) => page.locator("link[rel='icon']").last();

async function deliver({ controls }: Stack, { id }: TestPerson): Promise<void> {
	await controls.deliver(id, "dc1");
	await controls.deliver(id, "dc2");
}

/** The same progress in another tab of the same browser. */
async function openTab(context: BrowserContext): Promise<Page> {
	const tab = await context.newPage();
	await tab.goto("/progress");
	await expect(heading(tab, onItsWay)).toBeVisible();
	return tab;
}

test.describe("a notification", () => {
	test("comes once, from tabs in the background, and leads back to one of them", async ({
		page,
		context,
		stack,
		newPerson,
	}) => {
		await context.grantPermissions(["notifications"]);
		await recordTelling(context);
		const person = await newPerson();
		await changePassword(page, person);
		await ask(page).click();
		await expect(page.getByText(/You get a notification as soon as it works/)).toBeVisible();
		const other = await openTab(context);
		await expect(stop(other)).toBeVisible();
		const inFront = await context.newPage();
		await inFront.bringToFront();
		await deliver(stack, person);
		for (const tab of [page, other]) {
			await expect(heading(tab, "Your new password works")).toBeVisible();
			await expect(tab).toHaveTitle(/^Works – /);
			await expect(icon(tab)).toHaveAttribute("href", /\/icon-works\.svg$/);
			await expect(ask(tab)).toBeHidden();
		}
		const told = [
			{
				title: "Your new password works",
				body: "You can sign in with it to work computers and servers.",
				tag: "keyturn",
			},
		];
		await expect.poll(() => shownIn(page, other)).toEqual(told);
		const teller = (await shownIn(page)).length > 0 ? page : other;
		await clickNotification(teller);
		expect(await teller.evaluate(() => window.recorded.focused)).toBe(1);
		// The state that was told of once is not told of again.
		await stack.controls.event(person.id, "dc1", "lock");
		await expect(heading(other, "Your account is locked")).toBeVisible();
		await expect.poll(() => shownIn(page, other)).toHaveLength(2);
		await stack.controls.event(person.id, "dc1", "unlock");
		await expect(heading(other, "Your new password works")).toBeVisible();
		await expect(heading(page, "Your new password works")).toBeVisible();
		expect(await shownIn(page, other)).toHaveLength(2);
		const before = await shownIn(page);
		await other.reload();
		await expect(heading(other, "Your new password works")).toBeVisible();
		expect(await shownIn(other)).toEqual([]);
		expect(await shownIn(page)).toEqual(before);
	});

	test("tells that something stands in the way, too", async ({
		page,
		context,
		stack,
		newPerson,
	}) => {
		await context.grantPermissions(["notifications"]);
		await recordTelling(context);
		const person = await newPerson();
		await changePassword(page, person);
		await expect(icon(page)).toHaveAttribute("href", /\/icon-waiting\.svg$/);
		await ask(page).click();
		await stack.controls.event(person.id, "dc1", "lock");
		await deliver(stack, person);
		await expect(heading(page, "Your account is locked")).toBeVisible();
		await expect(icon(page)).toHaveAttribute("href", /\/icon-attention\.svg$/);
		const title = "Your account is locked";
		await expect.poll(() => shownIn(page)).toMatchObject([{ title }]);
	});

	test("that was switched off again does not come, in any tab", async ({
		page,
		context,
		stack,
		newPerson,
	}) => {
		await context.grantPermissions(["notifications"]);
		await recordTelling(context);
		const person = await newPerson();
		await changePassword(page, person);
		await ask(page).click();
		const other = await openTab(context);
		await stop(other).click();
		await expect(ask(page)).toBeVisible();
		await deliver(stack, person);
		for (const tab of [page, other]) {
			await expect(heading(tab, "Your new password works")).toBeVisible();
		}
		expect(await shownIn(page, other)).toEqual([]);
	});

	test("is asked for by a press alone, and by the keyboard too", async ({
		page,
		context,
		newPerson,
	}) => {
		await recordTelling(context, { permission: "default", answer: "granted" });
		await changePassword(page, await newPerson());
		await expect(page.getByText(/It will ask you to allow that/)).toBeVisible();
		expect(await page.evaluate(() => window.recorded.asked)).toBe(0);
		await ask(page).focus();
		await page.keyboard.press("Enter");
		await expect(stop(page)).toBeFocused();
		expect(await page.evaluate(() => window.recorded.asked)).toBe(1);
		await page.keyboard.press("Enter");
		await expect(ask(page)).toBeFocused();
	});

	test("that is not allowed says where to allow it, and keeps the place", async ({
		page,
		context,
		newPerson,
	}) => {
		await recordTelling(context, { permission: "default", answer: "denied" });
		await changePassword(page, await newPerson());
		await ask(page).click();
		await expect(page.getByText(/does not let this portal show notifications/)).toBeFocused();
		await expect(ask(page)).toBeHidden();
		await expectToFit(page);
	});

	test("that the browser does not have is not spoken of", async ({ page, context, newPerson }) => {
		await context.addInitScript(() => Reflect.deleteProperty(window, "Notification"));
		await changePassword(page, await newPerson());
		await expect(sound(page)).toBeVisible();
		await expect(ask(page)).toBeHidden();
		await expect(page.getByText(/notification/i)).toBeHidden();
	});
});

test("a tone is off until it is wanted, remembered, and played once for all tabs", async ({
	page,
	context,
	stack,
	newPerson,
}) => {
	await recordTelling(context);
	const person = await newPerson();
	await changePassword(page, person);
	await expect(sound(page)).not.toBeChecked();
	await sound(page).focus();
	await page.keyboard.press("Space");
	// So that it is known later.
	await expect.poll(() => notesIn(page)).toBe(2);
	const other = await openTab(context);
	await expect(sound(other)).toBeChecked();
	await other.getByRole("heading", { level: 1 }).click();
	await page.reload();
	await expect(sound(page)).toBeChecked();
	await deliver(stack, person);
	for (const tab of [page, other]) {
		await expect(heading(tab, "Your new password works")).toBeVisible();
	}
	// The tab that was reloaded may not sound before it is used; the other one may.
	await expect.poll(() => notesIn(page, other)).toBe(2);
});

test("nobody's name and no ticket is kept for it on the device", async ({
	page,
	context,
	stack,
	newPerson,
}) => {
	await context.grantPermissions(["notifications"]);
	await recordTelling(context);
	const person = await newPerson();
	await changePassword(page, person);
	await ask(page).click();
	await sound(page).click();
	await deliver(stack, person);
	await expect.poll(() => shownIn(page)).toHaveLength(1);
	const kept = await page.evaluate(() =>
		["keyturn.tell", "keyturn.told"].map((k) => localStorage[k]),
	);
	expect(kept[0]).toBe('{"notification":true,"sound":true}');
	expect(kept[1]).toMatch(/^\[("[0-9a-f]{24}",?){1,2}\]$/);
});

test("a phone that follows the status can be told, too", async ({
	page,
	browser,
	stack,
	newPerson,
}) => {
	const person = await newPerson();
	await changePassword(page, person);
	const address = await page.getByText(/^http:\/\/localhost:\d+\/status\//).textContent();
	const phone = await browser.newContext({ viewport: { width: 320, height: 640 } });
	await recordTelling(phone, { permission: "default", answer: "granted" });
	const status = await phone.newPage();
	await status.goto(address ?? "");
	await expect(ask(status)).toBeVisible();
	await expectToFit(status);
	await ask(status).click();
	await expect(stop(status)).toBeVisible();
	await expectToFit(status);
	await deliver(stack, person);
	await expect.poll(() => shownIn(status)).toHaveLength(1);
	await phone.close();
});

/** At 320 pixels nothing sticks out, and axe finds nothing, in light and dark. */
async function expectToFit(page: Page): Promise<void> {
	await page.setViewportSize({ width: 320, height: 640 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id }) => id)).toEqual([]);
	}
}
