import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import type { CohortView } from "#lib/browser/helpdesk/cohort/cohort-session.ts";
import { useCohort } from "#lib/browser/helpdesk/cohort/use-cohort.ts";
import { countStates } from "#lib/core/cohort/cohort-counts.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { Board } from "./board.tsx";

vi.mock("#lib/browser/helpdesk/cohort/use-cohort.ts", () => ({ useCohort: vi.fn() }));

const GROUP = { id: "g", displayName: "Sales", description: "Everybody in sales" };

const READING: CohortView = {
	phase: "reading",
	failure: undefined,
	portalFailure: undefined,
	waitUntil: undefined,
	total: undefined,
	lookedUp: 0,
	people: [],
	counts: countStates([]),
	left: 0,
	now: new Date("2026-11-29T09:40:00Z"),
};
const reading = (view: Partial<CohortView> = {}) =>
	vi.mocked(useCohort).mockReturnValue({
		view: { ...READING, ...view },
		history: [],
		nested: [],
		resume: () => {},
		lookUpAgain: () => {},
	});
beforeEach(() => void reading());

const heading = page.getByRole("heading", { level: 1, name: "Sales" });

test("a board opened from a search result takes the focus", async () => {
	await show(<Board group={GROUP} />, { signIn: signedIn() });
	await expect.element(heading).toHaveFocus();
	expect(heading.element().matches(":focus-visible")).toBe(true);
	expect(getComputedStyle(heading.element()).outlineStyle).toBe("none");
});

test("a board says that Graph asked it to wait", async () => {
	reading({ waitUntil: READING.now });
	await show(<Board group={GROUP} />, { signIn: signedIn() });
	await expect.element(page.getByText("Microsoft Graph asks to wait.")).toBeVisible();
});

test.each(LOCALES)("a long name takes two lines until it is expanded: %s", async (locale) => {
	await page.viewport(320, 640);
	const displayName = "Everyone in the northern region who works with patients, and their deputies";
	const { container } = await show(<Board group={{ ...GROUP, displayName }} />, {
		signIn: signedIn(),
		locale,
	});
	const name = container.querySelector("h1 bdi");
	const lines = () =>
		(name?.clientHeight ?? 0) / Number.parseFloat(getComputedStyle(name ?? container).lineHeight);
	await expect.poll(lines).toBeCloseTo(2);
	const button = () => container.querySelector<HTMLElement>("[data-heading] button");
	await expect.poll(button).not.toBeNull();
	const more = button();
	more?.click();
	await expect.poll(lines).toBeGreaterThan(2.5);
	expect(document.activeElement).toBe(name?.closest("h1"));
	await expect.poll(() => more?.isConnected).toBe(false);
});

test("the title names the group before the page, as long as the board is open", async () => {
	const { unmount } = await show(<Board group={GROUP} />, { signIn: signedIn() });
	await expect.poll(() => document.title).toBe("Sales – Keyturn");
	await unmount();
	expect(document.title).toBe("Keyturn");
});

test("a short name has no button to expand it", async () => {
	await page.viewport(320, 640);
	const { container } = await show(<Board group={GROUP} />, { signIn: signedIn() });
	await expect.element(heading).toBeVisible();
	expect(container.querySelector("[data-heading] button")).toBeNull();
});

test("a board does not take the focus from somebody who is searching", async () => {
	const field = document.createElement("input");
	document.body.append(field);
	field.focus();
	await show(<Board group={GROUP} />, { signIn: signedIn() });
	await expect.element(heading).toBeVisible();
	expect(document.activeElement).toBe(field);
	field.remove();
});

test("a board says how far the group has been read, and nothing moves when it has been", async () => {
	await page.viewport(1280, 800);
	const heightOf = async (view: Partial<CohortView>, text: string | RegExp) => {
		reading(view);
		const { container, unmount } = await show(
			<div className="dense">
				<Board group={GROUP} />
			</div>,
			{ signIn: signedIn() },
		);
		await expect.element(page.getByText(text)).toBeVisible();
		await expectAccessible();
		const height = container.querySelector("[data-heading]")?.getBoundingClientRect().height;
		await unmount();
		return height;
	};
	const during = await heightOf(
		{ phase: "looking-up", total: 20_000, lookedUp: 17_982 },
		"17,982 of 20,000",
	);
	const afterwards = await heightOf({ phase: "complete", total: 20_000 }, /^Updates automatically/);
	expect(during).toBe(afterwards);
});

test("a board has the group's own deadline, with how many still have to change", async () => {
	answer("GET /api/helpdesk/deadlines", [
		{ groupId: "other", day: "2026-12-24" },
		{ groupId: "g", day: "2026-12-11" },
	]);
	reading({ phase: "complete", counts: { ...countStates([]), "has-to-change": 120, usable: 380 } });
	await show(<Board group={GROUP} />, { signIn: signedIn() });
	await expect
		.element(page.getByText("By Friday, 11 December 2026: 120 of 500 still have to change."))
		.toBeVisible();
	await expect.element(page.getByRole("button", { name: "Change the deadline" })).toBeVisible();
	expect(page.getByText("24 December").elements()).toEqual([]);
});
