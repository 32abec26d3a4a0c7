import type { Locator, Page } from "playwright/test";
import { LOCALES } from "../lib/text/locales.ts";
import { signInAt } from "./support/helpdesk.ts";
import { expect, NEW_PASSWORD, tabTo, test } from "./support/test.ts";

/** The most presses from the search to an action. */
const MOST_TABS = 10;

/** From a control to the next one on the employee's way. */
const FEW_TABS = 6;

for (const locale of LOCALES) {
	test(`an employee changes the password by keyboard alone, on a narrow screen: ${locale}`, async ({
		elsewhere,
		stack,
		person,
	}) => {
		const page = await elsewhere({ locale, viewport: { width: 320, height: 640 } });
		const { keyboard } = page;
		const main = page.getByRole("main");
		const reach = async (goal: Locator, key?: string) => {
			await tabTo(page, goal, FEW_TABS, key);
			await expect(goal).toBeInViewport({ ratio: 1 });
		};

		await test.step("signs in", async () => {
			await page.goto("/");
			await reach(main.getByRole("button").first());
			await keyboard.press("Enter");
			const userName = page.getByLabel("User name");
			await expect(userName).toBeFocused();
			await keyboard.type(person.userPrincipalName);
			await tabTo(page, page.getByLabel("Password", { exact: true }), FEW_TABS);
			await keyboard.type(person.password);
			await keyboard.press("Enter");
		});

		const existing = page.locator("#existing");
		const next = page.locator("#new");
		await test.step("is told of a wrong password, and corrects it", async () => {
			await reach(main.locator("a[href='/change-password']"));
			await keyboard.press("Enter");
			await reach(existing);
			await keyboard.type("Not-My-Password-1");
			await reach(next);
			await keyboard.type(NEW_PASSWORD);
			await keyboard.press("Enter");
			const summary = main.getByRole("alert").first();
			await expect(summary).toBeFocused();
			await reach(summary.getByRole("link"));
			await keyboard.press("Enter");
			await expect(existing).toBeFocused();
			await expect(existing).toBeInViewport({ ratio: 1 });
			await keyboard.press("ControlOrMeta+A");
			await keyboard.type(person.password);
			await keyboard.press("Enter");
		});

		await test.step("follows the change, reaches help, and goes back", async () => {
			await page.waitForURL(/\/progress$/);
			await expect(main.getByRole("heading", { level: 1 })).toBeVisible();
			const help = main.locator("button.help-bar");
			await expect(help).toBeInViewport({ ratio: 1 });
			await tabTo(page, help);
			await keyboard.press("Enter");
			await expect(main.locator("#help")).toBeFocused();
			await expect(main.locator("#help")).toBeInViewport({ ratio: 1 });
			await stack.controls.deliver(person.id);
			await page.goBack();
			await expect(page).toHaveURL(/\/profile$/);
		});
	});
}

/** Presses Tab until something has the focus, from the search, which is one key away on every page of the helpdesk. */
async function tabFromSearch(page: Page, goal: Locator, key?: string): Promise<number> {
	await expect(goal).toBeVisible();
	await page.keyboard.press("/");
	await expect(page.getByLabel("Name, user name or reference")).toBeFocused();
	return tabTo(page, goal, MOST_TABS, key);
}

test("an agent works without a mouse", async ({ page, context, stack, newPerson }) => {
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	const agent = await newPerson("helpdesk-administrator");
	const team = `Round ${agent.id.slice(0, 6)}`;
	const named = (first: string) => newPerson("not-in-domain", { displayName: `${first} ${team}` });
	const people = await Promise.all([named("Ada"), named("Ben"), named("Cem")]);
	const group = await stack.controls.group(
		team,
		people.map(({ id }) => id),
	);
	await signInAt(page, "/helpdesk", agent);
	const { keyboard } = page;
	const button = (name: string | RegExp) => page.getByRole("button", { name });

	await test.step("finds a person, and copies what belongs in the ticket", async () => {
		await expect(page.getByLabel("Name, user name or reference")).toBeFocused();
		await keyboard.type(`ben ${team}`);
		await keyboard.press("Enter");
		await expect(page.getByRole("heading", { name: `Ben ${team}` })).toBeFocused();
		await tabTo(page, button("Copy for the ticket"), MOST_TABS);
		await keyboard.press("Enter");
		await expect(page.getByText("Copied", { exact: true })).toBeVisible();
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toContain(people[1]?.userPrincipalName);
	});

	await test.step("opens the board of a group", async () => {
		await tabFromSearch(page, page.getByRole("link", { name: "Groups" }), "Shift+Tab");
		await keyboard.press("Enter");
		await tabFromSearch(page, page.getByLabel("Name of the group"));
		await keyboard.type(team);
		await keyboard.press("Enter");
		await tabTo(page, page.getByRole("link", { name: team }), MOST_TABS);
		await keyboard.press("Enter");
		await expect(page).toHaveURL(new RegExp(`/helpdesk/groups/${group}$`));
		await expect(page.getByText("Updates automatically")).toBeVisible();
	});

	const grid = page.getByRole("grid");
	const rows = grid.getByRole("row", { name: team });
	await test.step("filters by words and by state", async () => {
		await tabFromSearch(page, page.getByLabel("Find a name or address"));
		await keyboard.type("cem");
		await expect(rows).toHaveCount(1);
		await keyboard.press("Escape");
		await expect(rows).toHaveCount(3);
		await tabTo(page, button("3 Everyone"), MOST_TABS, "Shift+Tab");
		await keyboard.press("ArrowRight");
		await keyboard.press("Enter");
		await expect(button("3 Has to change")).toHaveAttribute("aria-pressed", "true");
		await expect(rows).toHaveCount(3);
	});

	const drawer = page.getByRole("dialog");
	await test.step("opens somebody beside the table, and returns to the same row", async () => {
		await tabFromSearch(page, grid);
		await keyboard.press("Home");
		await keyboard.press("ArrowDown");
		await keyboard.press("Enter");
		await expect(drawer.getByRole("heading", { name: `Ben ${team}` })).toBeFocused();
		await keyboard.press("Escape");
		await expect(drawer).toBeHidden();
		await expect(grid).toBeFocused();
		await keyboard.press("Space");
		await keyboard.press("ArrowDown");
		await keyboard.press("Space");
		await expect(page.getByText("2 are selected.")).toBeVisible();
		await expect(rows.filter({ hasText: `Ada ${team}` })).toHaveAttribute("aria-selected", "false");
	});

	await test.step("opens the expiry of the selected people, and cancels it", async () => {
		await tabFromSearch(page, button("Expire 2 passwords…"));
		await keyboard.press("Enter");
		await tabFromSearch(page, button("Show who would be affected"));
		await keyboard.press("Enter");
		await expect(page.getByText("2 people would have to set a new password")).toBeVisible();
		await tabTo(page, button("Change the list"), MOST_TABS);
		await keyboard.press("Enter");
		await expect(page.getByRole("heading", { name: "Whose passwords" })).toBeFocused();
		expect(await tabTo(page, button("Show who would be affected"), MOST_TABS)).toBe(1);
		await tabTo(page, button("Enter another list"), MOST_TABS);
		await keyboard.press("Enter");
		await expect(page.getByRole("heading", { name: "Whose passwords" })).toBeFocused();
		await tabTo(page, page.getByRole("textbox"), MOST_TABS);
	});
	const written = (await stack.controls.requests()).filter(
		({ personId, method }) => personId === agent.id && method === "PATCH",
	);
	expect(written).toEqual([]);
});
