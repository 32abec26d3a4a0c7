import type { BrowserContext, Page } from "playwright/test";
import { clickNotification, notesIn, recordTelling, shownIn } from "./support/notifications.ts";
import { changePassword, expect, heading, test } from "./support/test.ts";

/** Told without watching the page: by notification, title and icon, and sound. */

const onItsWay = "Your new password is on its way";
const ask = (page: Page) => page.getByRole("button", { name: "Tell me when it works" });
const stop = (page: Page) => page.getByRole("button", { name: "Do not notify me" });
const sound = (page: Page) => page.getByRole("checkbox", { name: /Play a sound/ });
/** The last of several icons counts. */
const icon = (page: Page) => page.locator("link[rel='icon']").last();

/** Opens the same progress in another tab of the same browser. */
async function openTab(context: BrowserContext): Promise<Page> {
	const tab = await context.newPage();
	await tab.goto("/progress");
	await expect(heading(tab, onItsWay)).toBeVisible();
	return tab;
}

test("background tabs show one notification, which leads back to one of them", async ({
	page,
	context,
	stack,
	person,
}) => {
	await recordTelling(context, { permission: "granted" });
	await changePassword(page, person);
	await expect(icon(page)).toHaveAttribute("href", /\/icon-waiting\.svg$/);
	await ask(page).click();
	await expect(page.getByText(/notify you as soon as it works/)).toBeVisible();
	const other = await openTab(context);
	await expect(stop(other)).toBeVisible();
	const inFront = await context.newPage();
	await inFront.bringToFront();
	await stack.controls.deliver(person.id);
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
	// An announced state is not announced again.
	await stack.controls.event(person.id, "dc1", "lock");
	await expect(heading(other, "Your account is locked")).toBeVisible();
	await expect.poll(() => shownIn(page, other)).toHaveLength(2);
	await expect(icon(other)).toHaveAttribute("href", /\/icon-attention\.svg$/);
	await stack.controls.event(person.id, "dc1", "unlock");
	await expect(heading(other, "Your new password works")).toBeVisible();
	await expect(heading(page, "Your new password works")).toBeVisible();
	expect(await shownIn(page, other)).toHaveLength(2);
	const before = await shownIn(page);
	await other.reload();
	await expect(heading(other, "Your new password works")).toBeVisible();
	expect(await shownIn(other)).toEqual([]);
	expect(await shownIn(page)).toEqual(before);

	// No name and no ticket is stored for it on the device.
	const kept = await page.evaluate(() =>
		["keyturn.tell", "keyturn.told"].map((k) => localStorage[k]),
	);
	expect(kept[0]).toBe('{"notification":true,"sound":false}');
	expect(kept[1]).toMatch(/^\[("[0-9a-f]{24}",?){1,4}\]$/);
});

test("sound is opt-in, remembered and played once for all tabs; switched-off notifications do not appear", async ({
	page,
	context,
	stack,
	person,
}) => {
	await recordTelling(context, { permission: "granted" });
	await changePassword(page, person);
	await expect(sound(page)).not.toBeChecked();
	await sound(page).focus();
	await page.keyboard.press("Space");
	// To find it later.
	await expect.poll(() => notesIn(page)).toBe(2);
	const other = await openTab(context);
	await expect(sound(other)).toBeChecked();
	await ask(page).click();
	await stop(other).click();
	await expect(ask(page)).toBeVisible();
	await other.getByRole("heading", { level: 1 }).click();
	await page.reload();
	await expect(sound(page)).toBeChecked();
	await stack.controls.deliver(person.id);
	for (const tab of [page, other]) {
		await expect(heading(tab, "Your new password works")).toBeVisible();
	}
	// The reloaded tab may not play sound before it is used; the other one may.
	await expect.poll(() => notesIn(page, other)).toBe(2);
	expect(await shownIn(page, other)).toEqual([]);
});
