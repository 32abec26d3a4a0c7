import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { router } from "#components/test-support/navigation.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import { countStates } from "#lib/core/cohort/cohort-counts.ts";
import { exampleMember } from "#lib/core/cohort/example-people.ts";
import { PERSON_STATES, type PersonReason, STATE_OF } from "#lib/core/person/person-state.ts";
import { LOCALES, type Locale } from "#lib/text/locales.ts";
import { PeopleTable } from "./people-table.tsx";
import { StateFilter } from "./state-filter.tsx";

const REASONS = Object.keys(STATE_OF) as PersonReason[];
const idOf = (n: number) => `22222222-3333-4444-8555-${String(n).padStart(12, "0")}`;

function person(n: number): CohortPerson {
	const reason = REASONS[n % REASONS.length] ?? "absent";
	const none = { arrived: undefined, doubt: undefined, tries: undefined, lock: undefined };
	const name = `Person ${String(n).padStart(5, "0")}`;
	return {
		id: idOf(n),
		member: exampleMember({
			id: idOf(n),
			displayName: name,
			userPrincipalName: `${name.replace(" ", ".")}.of.a.very.long.department@contoso.example`,
			lastPasswordChangeAt: new Date(Date.UTC(2026, 10, 20, 22, n)),
			isSynchronised: n % 5 === 0,
		}),
		where: {
			...none,
			state: STATE_OF[reason],
			reason,
			since: new Date(Date.UTC(2026, 10, 1, 0, n)),
			isWatched: false,
		},
		hasBegun: false,
	};
}
const NOW = new Date("2026-11-29T09:40:00Z");
const MANY = Array.from({ length: 20_000 }, (_, n) => person(n));

const onOpen = vi.fn();
const onChoose = vi.fn();

type Shown = { people?: CohortPerson[]; isComplete?: boolean };

async function board({ locale = "en" as Locale, ...shown }: Shown & { locale?: Locale } = {}) {
	await show(<Parts {...shown} />, { locale });
}

function Parts({ people = MANY, isComplete = true }: Shown) {
	return (
		<div className="dense">
			<StateFilter
				counts={countStates(people.map(({ where }) => where))}
				chosen={undefined}
				isComplete={isComplete}
				onChoose={onChoose}
			/>
			<PeopleTable
				people={people}
				isComplete={isComplete}
				now={NOW}
				onOpen={onOpen}
				state={undefined}
				group={{ id: "g", displayName: "Sales" }}
			/>
			<button type="button">After</button>
		</div>
	);
}

const grid = () => page.getByRole("grid");
const active = () => {
	const id = grid().element().getAttribute("aria-activedescendant") ?? "";
	return document.getElementById(id);
};
const find = () => page.getByRole("searchbox");
/** The number of Tab presses to reach something; at most 30. */
async function tabsTo(name: RegExp | "grid"): Promise<number> {
	for (let tabs = 1; tabs <= 30; tabs++) {
		await userEvent.tab();
		const at = document.activeElement;
		if (name === "grid" ? at?.role === "grid" : name.test(at?.textContent ?? "")) return tabs;
	}
	return 31;
}

beforeEach(() => page.viewport(1280, 800));

test("with 20,000 people every action is within ten tabs of the search, and the table is one stop", async () => {
	await board();
	await find().click();
	expect(await tabsTo(/^Remind [\d,]+…/)).toBe(1);
	expect(await tabsTo(/^Save 20,000 as CSV/)).toBe(1);
	expect(await tabsTo("grid")).toBe(1);
	await userEvent.keyboard(" ");
	await expect.element(page.getByText("One is selected.")).toBeVisible();
	expect(await tabsTo(/^After/)).toBe(1);
	await find().click();
	expect(await tabsTo(/^Expire one password/)).toBeLessThanOrEqual(10);
	expect(await tabsTo("grid")).toBe(1);
	expect(await tabsTo(/^After/)).toBe(1);
	await expect.element(grid()).toHaveAttribute("aria-rowcount", "20001");
	expect(grid().element().querySelectorAll("tr").length).toBeLessThan(60);
});

test("arrow, page and end keys move, and the active row is always rendered and visible", async () => {
	await board();
	(grid().element() as HTMLElement).focus();
	const row = () => Number(active()?.closest("tr")?.getAttribute("aria-rowindex"));
	await userEvent.keyboard("{ArrowDown}{ArrowDown}");
	expect(row()).toBe(4);
	await userEvent.keyboard("{End}");
	await expect.poll(() => row()).toBe(20_001);
	const box = grid().element().parentElement?.getBoundingClientRect();
	const shown = () => active()?.getBoundingClientRect();
	await expect.poll(() => shown()?.bottom ?? 9_999).toBeLessThanOrEqual((box?.bottom ?? 0) + 1);
	await userEvent.keyboard("{PageUp}");
	await expect.poll(() => row()).toBeLessThan(20_000);
	await userEvent.keyboard("{Home}");
	await expect.poll(() => row()).toBe(2);
	// Below the header row, which is sticky.
	await expect.poll(() => shown()?.top ?? 0).toBeGreaterThanOrEqual((box?.top ?? 0) + 35);
	await userEvent.keyboard("{ArrowRight}");
	expect(active()).toHaveProperty("cellIndex", 2);
});

test("Space selects, Enter opens, and the active person stays active while other rows are added or removed", async () => {
	await board({ people: MANY.slice(0, 30) });
	(grid().element() as HTMLElement).focus();
	await userEvent.keyboard("{ArrowDown}");
	const name = active()?.textContent;
	await userEvent.keyboard(" ");
	const selected = page.getByRole("row", { selected: true });
	await expect.element(selected).toBeVisible();
	expect(selected.element().textContent).toContain(name?.slice(0, 12));
	await userEvent.keyboard("{Enter}");
	expect(onOpen).toHaveBeenCalledTimes(1);
	await find().click();
	await userEvent.keyboard("Person 0000");
	await expect.poll(() => grid().element().getAttribute("aria-rowcount")).toBe("11");
	expect(active()?.textContent).toBe(name);
	await userEvent.keyboard("{Control>}a{/Control}{Delete}");
	await expect.poll(() => grid().element().getAttribute("aria-rowcount")).toBe("31");
	expect(active()?.textContent).toBe(name);
	(grid().element() as HTMLElement).focus();
	await userEvent.keyboard("{Control>}a{/Control}");
	await expect.element(page.getByText("30 are selected.")).toBeVisible();
	await userEvent.keyboard("{Home}{ArrowUp}{ArrowRight}{Enter}");
	const state = page.getByRole("columnheader", { name: "State" });
	await expect.element(state).toHaveAttribute("aria-sort", "ascending");
});

test("after a click the arrow keys continue from there", async () => {
	await board({ people: MANY.slice(0, 30) });
	const row = () => Number(active()?.closest("tr")?.getAttribute("aria-rowindex"));
	await page.getByRole("row").nth(5).getByRole("gridcell").nth(1).click();
	await expect.element(grid()).toHaveFocus();
	expect(row()).toBe(6);
	await userEvent.keyboard("{ArrowDown}");
	expect(row()).toBe(7);
	await page.getByRole("row").nth(9).getByRole("checkbox").click();
	await expect.element(page.getByText("One is selected.")).toBeVisible();
	await userEvent.keyboard("{ArrowUp}");
	expect(row()).toBe(9);
	await userEvent.keyboard(" ");
	await expect.element(page.getByText("2 are selected.")).toBeVisible();
});

test.each(LOCALES)("on a phone the actions are folded until opened: %s", async (locale) => {
	await page.viewport(320, 640);
	await board({ people: MANY.slice(0, 60), locale });
	const fold = page.getByRole("button", { expanded: false }).element();
	const save = page.getByRole("button", { name: /CSV/ });
	expect(fold.getBoundingClientRect().top).toBe(find().element().getBoundingClientRect().top);
	expect(save.elements()).toEqual([]);
	await find().click();
	await userEvent.keyboard("{Tab}{Enter}");
	expect(document.activeElement).toBe(fold);
	await expect.element(save).toBeVisible();
	await page.getByRole("button", { expanded: true }).click();
	await expect.poll(() => save.elements()).toEqual([]);
	await page.getByRole("row").nth(1).getByRole("checkbox").click();
	await expect.element(save).toBeVisible();
	expect(fold.isConnected).toBe(false);
	expect(document.documentElement.scrollWidth).toBe(320);
});

test("a drawer stays open when its page becomes as narrow as a phone", async () => {
	await board({ people: MANY.slice(0, 60) });
	await page.getByRole("button", { name: /^Remind/ }).click();
	await page.viewport(320, 640);
	await expect.element(page.getByRole("dialog")).toBeVisible();
	await expect.element(page.getByRole("button", { name: "Close" })).toBeVisible();
});

test.each(LOCALES)("how long ago is said in full on a wide screen, in %s", async (locale) => {
	await page.viewport(1280, 800);
	const first = person(5);
	const since = new Date(NOW.getTime() - 59 * 60_000);
	await board({ people: [{ ...first, where: { ...first.where, since } }], locale });
	const cells = [...grid().element().querySelectorAll("tbody td")].slice(2);
	expect(cells.map((cell) => cell.textContent).join()).toContain("59");
	for (const cell of cells) expect(cell.scrollWidth).toBeLessThanOrEqual(cell.clientWidth);
});

test("without an open link, the agent is led to create one", async () => {
	answer("GET /api/helpdesk/links", []);
	const member = { ...person(0).member, mail: "pia@contoso.example" };
	const people = [{ ...person(0), member }];
	await show(<Parts people={people} />, { signIn: signedIn() });
	await page.getByRole("button", { name: /^Remind/ }).click();
	await expect
		.element(page.getByRole("link", { name: "Create a link" }))
		.toHaveAttribute("href", "/helpdesk/links/new");
});

test("while somebody mails people, nobody moves from one mail to another", async () => {
	const notBegun = MANY.filter(({ where }) => where.state === "has-to-change").slice(0, 3);
	let read = (_: CohortPerson[]) => {};
	function Followed() {
		const [people, setPeople] = useState(notBegun);
		read = setPeople;
		return <Parts people={people} />;
	}
	await show(<Followed />);
	await page.getByRole("button", { name: "Remind 3" }).click();
	await expect.element(page.getByText(/^3 people have to change/)).toBeVisible();
	read(notBegun.slice(1));
	await expect.poll(() => document.body.textContent).toContain("Remind 2");
	await expect.element(page.getByText(/^3 people have to change/)).toBeVisible();
});

test("only the selected people's passwords are expired, once everybody has been read", async () => {
	await board({ people: MANY.slice(0, 30), isComplete: false });
	const expire = page.getByRole("button", { name: /^Expire/ });
	expect(expire.elements()).toEqual([]);
	await page
		.getByRole("checkbox", { name: /^Select Person/ })
		.first()
		.click();
	await expect.element(page.getByText("One is selected.")).toBeVisible();
	expect(expire.elements()).toEqual([]);
});

test("only the selected people are handed over", async () => {
	await board({ people: MANY.slice(0, 30) });
	const expire = page.getByRole("button", { name: /^Expire/ });
	expect(expire.elements()).toEqual([]);
	await page
		.getByRole("checkbox", { name: /^Select Person/ })
		.nth(3)
		.click();
	await expire.click();
	expect(router.push).toHaveBeenCalledWith("/helpdesk/expire");
	expect(JSON.parse(sessionStorage.getItem("keyturn.expire") ?? "[]")).toHaveLength(1);
});

test("the states are one tab stop, and each shows its people", async () => {
	await board({ people: MANY.slice(0, 60) });
	await page.getByRole("button", { name: /Everyone$/ }).click();
	await userEvent.keyboard("{ArrowRight}");
	await expect.element(page.getByRole("button", { name: /Has to change$/ })).toHaveFocus();
	await userEvent.keyboard("{Enter}");
	expect(onChoose).toHaveBeenLastCalledWith("has-to-change");
	await userEvent.keyboard("{End}{ArrowRight}");
	await expect.element(page.getByRole("button", { name: /Everyone$/ })).toHaveFocus();
	expect(page.getByRole("toolbar").getByRole("button").elements()).toHaveLength(
		PERSON_STATES.length + 1,
	);
});

test.each(LOCALES)(
	"rows are one line in %s, on a phone two, and neither a state nor a date is cut short",
	async (locale) => {
		await board({ people: MANY.slice(0, 60), locale });
		for (const width of [320, 768, 1280]) {
			await page.viewport(width, 800);
			// Lower rows make the table render fewer of them.
			const rows = () => [...grid().element().querySelectorAll("tbody tr[aria-rowindex]")];
			const heights = () => rows().map((row) => Math.round(row.getBoundingClientRect().height));
			const one = width < 640 ? 44 : 36;
			await expect.poll(() => [...new Set(heights())], { message: `${width} px` }).toEqual([one]);
			const isCut = (cell: Element | undefined) => cell && cell.scrollWidth > cell.clientWidth;
			// The state on a phone, the date of the last change on a wide screen.
			const whole = width === 320 ? "td:nth-of-type(2)" : "td:last-child";
			expect(rows().filter((row) => isCut(row.querySelector(whole) ?? undefined))).toEqual([]);
		}
		expect(document.body.textContent).not.toMatch(/[\u0660-\u0669]/);
		await expectAccessible();
	},
);

test.each(LOCALES)("the actions fill their lines, on a phone: %s", async (locale) => {
	await page.viewport(320, 640);
	await board({ locale, people: MANY.slice(0, 20) });
	await page.getByRole("grid").getByRole("checkbox").nth(1).click();
	await page.getByRole("grid").getByRole("checkbox").nth(2).click();
	const box = () => page.getByRole("status").last().element().nextElementSibling;
	await expect.poll(() => box()?.children.length).toBe(3);
	const around = box()?.getBoundingClientRect();
	const lines = new Map<number, number[]>();
	for (const action of box()?.children ?? []) {
		const { top, left, right } = action.getBoundingClientRect();
		lines.set(top, [...(lines.get(top) ?? []), left, right]);
	}
	for (const edges of lines.values()) {
		expect(Math.min(...edges)).toBeCloseTo(around?.left ?? 0, 0);
		expect(Math.max(...edges)).toBeCloseTo(around?.right ?? 0, 0);
	}
});

test("a name that is too long ends in an ellipsis, before the complete mark of the account's origin", async () => {
	const long = MANY.slice(0, 1).map((one) => ({
		...one,
		member: {
			...one.member,
			displayName: "Maximiliane von der Tannenberg-Schönhausen zu Lichtenstein",
		},
	}));
	await board({ people: long });
	const name = page.getByRole("button", { name: "Maximiliane" }).element();
	expect(name.scrollWidth).toBeGreaterThan(name.clientWidth);
	expect(getComputedStyle(name)).toMatchObject({ display: "block", textOverflow: "ellipsis" });
	const mark = page.getByText("on-premises", { exact: true }).element();
	const cell = mark.closest("td");
	expect(mark.getBoundingClientRect().right).toBeLessThanOrEqual(
		cell?.getBoundingClientRect().right ?? 0,
	);
	expect(mark.getBoundingClientRect().left).toBeGreaterThan(name.getBoundingClientRect().right);
});

test("an address tells namesakes apart in every row of a wide table, on-premises or with a long name", async () => {
	const people = ["Ana Adler", "Ana-Lucía Fernández de la Vega y Castellanos"].map(
		(displayName, n) => {
			const other = person(5 * n);
			return { ...other, member: { ...other.member, displayName } };
		},
	);
	await board({ people });
	for (const address of page.getByText(/department@contoso/).elements()) {
		const row = address.parentElement?.getBoundingClientRect();
		const box = address.getBoundingClientRect();
		expect(box.top).toBeLessThan(row?.bottom ?? 0);
		expect(box.width).toBeGreaterThanOrEqual(64);
	}
});

test("no column claims the order at first; sorted by a date, people without one are last both ways", async () => {
	const people = [0, 1, 2, 3].map((n) => {
		const other = person(n);
		const since = n === 1 ? undefined : other.where.since;
		return { ...other, where: { ...other.where, since, state: n === 3 ? "waiting" : "usable" } };
	}) as CohortPerson[];
	await board({ people });
	const order = () =>
		[...grid().element().querySelectorAll("th[scope=row] button")].map((one) =>
			Number(one.textContent?.slice(-1)),
		);
	expect(order()).toEqual([3, 0, 2, 1]);
	expect(grid().element().querySelector("[aria-sort]")).toBeNull();
	const since = page.getByRole("columnheader", { name: "Since" });
	await since.getByRole("button").click();
	await expect.element(since).toHaveAttribute("aria-sort", "ascending");
	expect(order()).toEqual([0, 2, 3, 1]);
	await since.getByRole("button").click();
	await expect.element(since).toHaveAttribute("aria-sort", "descending");
	expect(order()).toEqual([3, 2, 0, 1]);
	await since.getByRole("button").click();
	await expect.element(since).not.toHaveAttribute("aria-sort");
	expect(order()).toEqual([3, 0, 2, 1]);
});

test("an address that would be truncated to a few letters is hidden", async () => {
	const [one] = MANY.slice(1, 2).map((other) => ({
		...other,
		member: { ...other.member, displayName: "Ana-Lucía Fernández de la" },
	}));
	await board({ people: one ? [one] : [] });
	const address = page.getByText(/department@contoso/).element();
	const row = address.parentElement?.getBoundingClientRect();
	const box = address.getBoundingClientRect();
	const isWrapped = box.top >= (row?.bottom ?? 0);
	expect(isWrapped || box.width >= 64).toBe(true);
});

test.each(LOCALES)("actions are as wide as their words, at 1280 px: %s", async (locale) => {
	await board({ locale });
	const save = [...document.querySelectorAll("section button")].find((one) =>
		one.textContent?.includes("CSV"),
	);
	const words = document.createRange();
	words.selectNodeContents(save ?? document);
	const width = save?.getBoundingClientRect().width ?? 0;
	expect(width - words.getBoundingClientRect().width).toBeLessThanOrEqual(40);
});
