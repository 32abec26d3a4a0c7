import { readFileSync } from "node:fs";
import type { Page } from "playwright/test";
import { countStates, SNAPSHOT_EVERY_MS } from "../lib/core/cohort/cohort-counts.ts";
import { calendarDay, dayInWords } from "../lib/core/link/calendar-day.ts";
import { SAMPLE_GROUPS } from "../practice/tenant/directory/sample-groups.ts";
import { expectAccessible, expectNoFindings } from "./support/accessible.ts";
import { auditRows, makeLink, signInAt } from "./support/helpdesk.ts";
import { openStore } from "./support/store.ts";
import { changePassword, expect, heading, tabTo, test } from "./support/test.ts";

const board = (group: string) => `/helpdesk/groups/${group}`;
const table = (page: Page) => page.getByRole("grid");
const rowOf = (page: Page, name: string) => table(page).getByRole("row").filter({ hasText: name });
const complete = (page: Page) =>
	expect(page.getByText("Updates automatically")).toBeVisible({ timeout: 60_000 });
const state = (page: Page, name: string) =>
	page.getByRole("button", { name: new RegExp(`^[\\d,]+ ${name}$`) });

/** The number of fully visible rows below the column headings. */
const rowsInSight = (page: Page) =>
	table(page).evaluate((grid) => {
		const box = (element: Element | null) => element?.getBoundingClientRect() ?? new DOMRect();
		const top = box(grid.querySelector("thead")).bottom;
		const bottom = Math.min(window.innerHeight, box(grid.parentElement).bottom);
		const rows = [...grid.querySelectorAll("tbody tr[aria-rowindex]")].map(box);
		return rows.filter((row) => row.top >= top - 1 && row.bottom <= bottom + 1).length;
	});

/** Inserts a snapshot as if the board had been open at that time. */
function keepCountsOf(dataDir: string, group: string, at: Date): void {
	const file = openStore(dataDir);
	const slot = at.getTime() - (at.getTime() % SNAPSHOT_EVERY_MS);
	file
		.prepare("insert into cohort_snapshots values (?, ?, ?, ?)")
		.run(group, slot, at.getTime(), JSON.stringify({ ...countStates([]), "has-to-change": 2 }));
	file.close();
}

test("a group is found and read, and each member has one state with its reason", async ({
	page,
	stack,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk");
	const names = `Team ${agent.id.slice(0, 6)}`;
	const absent = await newPerson("not-in-domain", { displayName: `${names} Absent` });
	const inside = await newPerson("in-domain", { displayName: `${names} Inside` });
	const locked = await newPerson("in-domain", { displayName: `${names} Locked` });
	const guest = await newPerson("guest", { displayName: `${names} Guest` });
	await stack.controls.event(locked.id, "dc1", "lock");
	const group = await stack.controls.group(
		names,
		[absent, inside, locked, guest].map((p) => p.id),
	);

	await signInAt(page, "/helpdesk/groups", agent);
	const ask = page.getByRole("search").filter({ hasText: "Name of the group" });
	await ask.getByRole("button", { name: "Search" }).click();
	await expect(page.getByText("Enter the name of a group")).toBeVisible();
	await expect(page.getByLabel("Name of the group")).toBeFocused();
	await expect(page).toHaveTitle(/^Error: /);
	await page.getByLabel("Name of the group").pressSequentially(names);
	await expect(page.getByText("Enter the name of a group")).toBeHidden();
	await expect(page).not.toHaveTitle(/^Error: /);
	await page.keyboard.press("Enter");
	await expect(page.getByText("One group was found.")).toBeVisible();
	await expectAccessible(page, "search");
	await page.getByRole("link", { name: names }).click();
	await expect(heading(page, names)).toBeVisible();
	await complete(page);
	// The practice domain was created after everybody's last change.
	await expect(rowOf(page, "Absent")).toContainText(
		"Has to changePassword older than the managed domain",
	);
	await expect(rowOf(page, "Guest")).toContainText("Cannot");
	await expect(rowOf(page, "Locked")).toContainText("Blocked");
	await expect(rowOf(page, "Inside")).toBeVisible();
	await expect(state(page, "Has to change")).toContainText("1");
	await expectAccessible(page, "board");

	await state(page, "Cannot change it").click();
	await expect(page.getByText("1 of 4 people.")).toBeVisible();
	await expect(rowOf(page, "Absent")).toBeHidden();
	await state(page, "Everyone").click();
	await page.getByLabel("Find a name or address").pressSequentially("absent");
	await expect(page.getByText("1 of 4 people.")).toBeVisible();
	await page.getByLabel("Find a name or address").pressSequentially(" of this name");
	await expect(page.getByText("Nobody matches.")).toBeVisible();

	expect(await auditRows(page, `action=cohort-looked-up&words=${names}`)).toMatchObject([
		{ subject: { id: group, name: names }, details: { people: 4 }, result: "done" },
	]);
});

test("a member's change is followed automatically, longest waiting first", async ({
	page,
	elsewhere,
	stack,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk");
	const person = await newPerson("in-domain", { displayName: "Zoe Last" });
	const other = await newPerson("not-in-domain", { displayName: "Abe First" });
	const group = await stack.controls.group(`Follow ${agent.id}`, [person.id, other.id]);
	// Long enough ago for its date to be shown.
	keepCountsOf(stack.dataDir, group, new Date(Date.now() - 50 * 3_600_000));
	await page.clock.install();
	await signInAt(page, board(group), agent);
	await complete(page);
	await changePassword(await elsewhere(), person);
	await expect(async () => {
		await page.clock.runFor(16_000);
		await expect(rowOf(page, "Zoe")).toContainText("Waiting", { timeout: 500 });
	}).toPass();
	const first = table(page).getByRole("row").nth(1);
	await expect(first).toContainText("Zoe");
	await stack.controls.deliver(person.id);
	await expect(async () => {
		await page.clock.runFor(16_000);
		await expect(rowOf(page, "Zoe")).toContainText("Seen to arrive", { timeout: 500 });
	}).toPass();
	await page.getByRole("button", { name: "Over time" }).click();

	// Somebody leaves the group, which the slow refresh notices.
	await stack.controls.leave(group, other.id);
	await expect(async () => {
		await page.clock.runFor(620_000);
		await expect(page.getByText("One person has left the group")).toBeVisible({ timeout: 500 });
	}).toPass();
	await expect(rowOf(page, "Abe")).toBeHidden();
	await expect(page.locator("canvas")).toBeVisible();
	await expectAccessible(page, "burn-up");
});

test("20,000 people are read in pages, sorted, selected by keyboard and handed over", async ({
	page,
	newPerson,
}) => {
	test.slow();
	const agent = await newPerson("helpdesk");
	// A fast machine has read them before the wait can be seen.
	const { promise: isSeen, resolve: goOn } = Promise.withResolvers<void>();
	await page.route(/\/members\/microsoft\.graph\.user/, async (route) => {
		await isSeen;
		await route.continue();
	});
	await signInAt(page, board(SAMPLE_GROUPS.large), agent);
	await expect(page.getByRole("progressbar")).toBeVisible();
	goOn();
	await complete(page);
	await expect(state(page, "Everyone")).toContainText("20,000");
	expect(await table(page).getByRole("row").count()).toBeLessThan(60);
	await expect(table(page)).toHaveAttribute("aria-rowcount", "20001");
	await page.setViewportSize({ width: 1280, height: 800 });
	await expect.poll(() => rowsInSight(page)).toBeGreaterThanOrEqual(12);

	// One tab stop, right after the search and the actions.
	await page.getByLabel("Find a name or address").focus();
	await page.keyboard.press("Tab");
	await expect(page.getByRole("button", { name: /^Remind [\d,]+…$/ })).toBeFocused();
	await page.keyboard.press("Tab");
	await expect(page.getByRole("button", { name: "Save 20,000 as CSV" })).toBeFocused();
	await expect(page.getByRole("button", { name: /^Expire/ })).toBeHidden();
	await page.keyboard.press("Tab");
	await expect(table(page)).toBeFocused();
	// The column headings are its first row: sort by name instead of waiting time.
	await page.keyboard.press("ArrowUp");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("columnheader", { name: /Person/ })).toHaveAttribute(
		"aria-sort",
		"ascending",
	);
	await page.keyboard.press("End");
	await expect(rowOf(page, "Zoran")).not.toHaveCount(0);
	await page.keyboard.press("Home");
	await page.keyboard.press("Space");
	await expect(page.getByText("One is selected.")).toBeVisible();
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Space");
	await expect(page.getByText("2 are selected.")).toBeVisible();
	await page.keyboard.press("Enter");
	const drawer = page.getByRole("dialog");
	await expect(drawer.getByRole("heading", { level: 2 })).toBeFocused();
	await expect(page).toHaveURL(/#[0-9a-f-]{36}$/);
	await page.reload();
	await complete(page);
	await expect(drawer.getByRole("heading", { name: "What to say now" })).toBeVisible();
	await expectNoFindings(page, "drawer");
	await page.keyboard.press("Escape");
	await expect(drawer).toBeHidden();
	await expect(page).not.toHaveURL(/#/);
	await table(page).focus();
	await page.keyboard.press("Space");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Space");
	await expect(page.getByText("2 are selected.")).toBeVisible();

	// The search is one key away; the table comes after all actions.
	await page.keyboard.press("/");
	expect(await tabTo(page, table(page), 10)).toBeLessThanOrEqual(10);
	const [file] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("button", { name: "Save 2 as CSV" }).click(),
	]);
	const csv = readFileSync(await file.path(), "utf8");
	expect(csv.charCodeAt(0)).toBe(0xfeff);
	expect(csv.trim().split("\r\n")).toHaveLength(3);
	await page.getByRole("button", { name: "Expire 2 passwords" }).press("Enter");
	await expect(page).toHaveURL(/\/helpdesk\/expire$/);
	await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
	const kept = await page.evaluate(() =>
		JSON.parse(sessionStorage.getItem("keyturn.expire") ?? "[]"),
	);
	expect(kept).toHaveLength(2);
});

test("people who have not started are mailed a link, or their addresses are copied", async ({
	page,
	context,
	stack,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk");
	const mails = ["=one@aaddscontoso.com", "two@aaddscontoso.com"];
	const people = await Promise.all(mails.map((mail) => newPerson("not-in-domain", { mail })));
	const group = await stack.controls.group(
		`Mail ${agent.id}`,
		people.map((p) => p.id),
	);
	await signInAt(page, "/helpdesk/links/new", agent);
	const title = `Change now ${agent.id.slice(0, 6)}`;
	await makeLink(page, { title });
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	await page.goto(board(group));
	await complete(page);
	await page.getByRole("button", { name: "Remind 2…" }).click();
	await page.getByRole("button", { name: "Copy 2 addresses" }).click();
	await expect(page.getByText("Copied", { exact: true })).toBeVisible();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(mails.join("; "));
	await page.getByLabel("Link").selectOption(title);
	const mail = page.getByRole("link", { name: "Email 1 of 1 to 2" });
	await expect(mail).toHaveAttribute(
		"href",
		/^mailto:\?bcc=%3Done%40aaddscontoso\.com,two%40aaddscontoso\.com&subject=.*%2Fgo%2F/,
	);
	await expectAccessible(page, "mail");
});

test("outages are explained, and continuing neither loses nor duplicates anybody", async ({
	page,
	guard,
	stack,
	newPerson,
}) => {
	test.slow();
	guard.allow(/status of (?:400|404|429|503)/);
	const agent = await newPerson("helpdesk");
	await signInAt(page, board(SAMPLE_GROUPS.empty), agent);
	await expect(page.getByText("Nobody is in this group")).toBeVisible();
	await expectNoFindings(page, "empty");
	await page.goto(board(SAMPLE_GROUPS.deleted));
	await expect(page.getByText("There is no such group in Microsoft Entra ID.")).toBeVisible();
	await expectAccessible(page, "deleted");
	await page.goto(board(SAMPLE_GROUPS.nested));
	await expect(page.getByText("A group is a member of this group")).toBeVisible();
	await expect(page.getByRole("link", { name: "Harbour team" })).toBeVisible();

	// Graph goes down midway, for longer than the page retries.
	await stack.controls.fault("members", { kind: "status", status: 503, after: 3 }, agent);
	const isDown = page.waitForResponse((response) => response.status() === 503);
	await page.goto(board(SAMPLE_GROUPS.large));
	await isDown;
	// Not before: hours must not pass while the page signs in.
	await page.clock.install();
	await expect(async () => {
		await page.clock.runFor(5_000);
		await expect(page.getByText("Microsoft is not responding.")).toBeVisible({
			timeout: 500,
		});
	}).toPass();
	await expect(page.getByText(/people were read\. Continuing starts there/)).toBeVisible();
	await expectNoFindings(page, "Graph is down");
	await stack.controls.clearFaults();
	await page.getByRole("button", { name: "Continue" }).click();
	await expect(async () => {
		await page.clock.runFor(1_000);
		await expect(state(page, "Everyone")).toContainText("20,000", { timeout: 500 });
	}).toPass();
	// 20,000 people in pages of 999, each page once.
	const pages = (await stack.controls.requests()).filter(
		(r) =>
			r.personId === agent.id &&
			r.method === "GET" &&
			r.status === 200 &&
			r.path.endsWith(`${SAMPLE_GROUPS.large}/members/microsoft.graph.user`),
	);
	expect(pages).toHaveLength(21);
});

test("a group has a deadline, which a second agent sees and the audit records", async ({
	page,
	elsewhere,
	newPerson,
	stack,
}) => {
	const [agent, other] = [await newPerson("helpdesk"), await newPerson("helpdesk")];
	const name = `Deadline ${agent.id.slice(0, 6)}`;
	const people = [await newPerson("not-in-domain"), await newPerson("in-domain")];
	const group = await stack.controls.group(
		name,
		people.map(({ id }) => id),
	);
	await signInAt(page, board(group), agent);
	await complete(page);
	await page.getByRole("button", { name: "Set a deadline" }).click();
	const drawer = page.getByRole("dialog");
	const day = drawer.getByLabel("Deadline", { exact: true });
	const type = async (date: string) => {
		await day.focus();
		await day.pressSequentially(asTyped(date));
		await drawer.getByRole("button", { name: "Save" }).press("Enter");
	};
	await type("2020-12-11");
	await expect(drawer.getByText("Choose today or a later day")).toBeVisible();
	await expect(day).toBeFocused();
	const friday = calendarDay(new Date(), 10);
	await type(friday);
	await expect(drawer).toBeHidden();
	const line = page.getByText(`By ${dayInWords(friday, "en")}: one of 2 still has to change.`);
	await expect(line).toBeVisible();
	await expect(page.getByRole("button", { name: "Change the deadline" })).toBeFocused();
	await expectAccessible(page, "deadline");

	const second = await elsewhere();
	await signInAt(second, board(group), other);
	await complete(second);
	await expect(second.getByText(`By ${dayInWords(friday, "en")}`)).toBeVisible();
	await second.getByRole("button", { name: "Change the deadline" }).click();
	await second.getByRole("button", { name: "Remove the deadline" }).click();
	await expect(second.getByText(`By ${dayInWords(friday, "en")}`)).toBeHidden();
	await second.close();

	await page.reload();
	await complete(page);
	await expect(page.getByRole("button", { name: "Set a deadline" })).toBeVisible();
	await expect(line).toBeHidden();
	await page.goto("/helpdesk/audit");
	await expect(
		page.getByText(`set the deadline of the group ${name} to ${dayInWords(friday, "en")}.`),
	).toBeVisible();
	await expect(page.getByText(`removed the deadline of the group ${name}.`)).toBeVisible();
});

/** As the browser's date field takes it: month, day, year. */
const asTyped = (day: string) => day.replace(/^(\d+)-(\d+)-(\d+)$/, "$2$3$1");
