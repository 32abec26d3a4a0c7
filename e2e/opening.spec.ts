import type { Page } from "playwright/test";
import { heldScripts } from "./support/held-scripts.ts";
import { makeLink, signInAt } from "./support/helpdesk.ts";
import { changePassword, expect, heading, shownTicket, test } from "./support/test.ts";

/** What a page on a phone says before its code has arrived. */

const PHONE = { width: 412, height: 823 };

declare global {
	interface Window {
		shifts: string[];
	}
}

/** Records layout shifts: elements that move after they were seen, without the person doing anything. */
async function recordShifts(page: Page): Promise<void> {
	await page.addInitScript(() => {
		window.shifts = [];
		type Shift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
		new PerformanceObserver((list) => {
			for (const { value, sources } of list.getEntries() as Shift[]) {
				window.shifts.push(`${value}: ${sources.map(({ node }) => node?.textContent).join(" | ")}`);
			}
		}).observe({ type: "layout-shift", buffered: true });
	});
}

/** Opens a page and holds back its code. @returns `arrive`, which lets the code arrive */
async function openWithoutCode(page: Page, path: string): Promise<() => void> {
	await page.unrouteAll();
	const { arrive } = await heldScripts(page);
	await page.goto(path, { waitUntil: "commit" });
	return arrive;
}

/** The page has one heading, and nothing that was seen has moved. */
async function expectCalm(page: Page): Promise<void> {
	await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
	await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
	expect(await page.evaluate(() => window.shifts)).toEqual([]);
}

test("a status says what it is about before its code arrives, and nothing moves for the state", async ({
	page,
	browser,
	stack,
	person,
}) => {
	await changePassword(page, person);
	const path = `/status/${await shownTicket(page)}`;
	const other = await browser.newPage({ baseURL: stack.portal, viewport: PHONE });
	await recordShifts(other);
	for (const state of ["Your new password is on its way", "Your new password works"]) {
		await expect(heading(page, state)).toBeVisible();
		const arrive = await openWithoutCode(other, path);
		await expect(heading(other, "Status of a password change")).toBeVisible();
		await expect(other.getByText(/^This page shows when the new password works/)).toBeVisible();
		arrive();
		await expect(heading(other, state)).toBeVisible();
		await expectCalm(other);
		// The state was read only once, together with the page.
		const reads = await other.evaluate(
			(ticket) =>
				performance
					.getEntriesByType("resource")
					.filter(({ name }) => name.endsWith(`/api/watches/${ticket}`))
					.map((one) => one.toJSON().initiatorType),
			path.split("/").at(-1),
		);
		expect(reads).toEqual(["link"]);
		if (state.endsWith("way")) await stack.controls.deliver(person.id);
	}
	await other.close();
});

test("so does a link, and its message then replaces that text", async ({
	page,
	browser,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(/status of 404/);
	await signInAt(page, "/helpdesk/links/new", await newPerson("helpdesk"));
	const title = "Before the move";
	const id = await makeLink(page, { title, message: "Dear colleagues" });
	const other = await browser.newPage({ baseURL: stack.portal, viewport: PHONE });
	await recordShifts(other);
	for (const [link, shown] of [
		[id, title],
		["0123456789ab", "This link does not work"],
	]) {
		const arrive = await openWithoutCode(other, `/go/${link}`);
		await expect(heading(other, "Change your password")).toBeVisible();
		const lead = other.getByText(/^Change the password of your work or school account/);
		await expect(lead).toBeVisible();
		arrive();
		await expect(heading(other, shown ?? "")).toBeVisible();
		await expect(lead).toBeHidden();
		await expectCalm(other);
	}
	await other.close();
});
