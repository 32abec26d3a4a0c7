import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { answer, calls } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { countStates } from "#lib/core/cohort/cohort-counts.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { DeadlineButton, DeadlineText } from "./deadline.tsx";

const GROUP = { id: "g", displayName: "Sales", description: undefined };
const PUT = "PUT /api/helpdesk/cohorts/g/deadline";
const now = new Date("2026-12-01T12:00:00Z");
const counts = { ...countStates([]), "has-to-change": 120, usable: 380 };

/** Types a day into a date field as it is shown, e.g. `12112026`, and sends the form. */
async function type(digits: string): Promise<void> {
	const field = page.getByLabelText("Deadline", { exact: true });
	await field.click({ position: { x: 12, y: 12 } });
	await userEvent.keyboard(`${digits}{Enter}`);
}

const typed = (day: string) => `${day.slice(5, 7)}${day.slice(8, 10)}${day.slice(0, 4)}`;

test("a deadline is set only for a whole day ahead, and can be corrected", async () => {
	const sent = vi.fn();
	answer(PUT, async (request) => {
		sent(await request.json());
		return new Response(null, { status: 204 });
	});
	const onSet = vi.fn();
	await show(<DeadlineButton group={GROUP} day={null} onSet={onSet} />, { signIn: signedIn() });
	await page.getByRole("button", { name: "Set a deadline" }).click();
	const field = page.getByLabelText("Deadline", { exact: true });
	await type("1");
	await expect.element(page.getByText("Enter the whole date")).toBeVisible();
	await expect.element(field).toHaveFocus();
	await expect.element(field).toHaveAttribute("aria-invalid", "true");
	await expectAccessible();
	await type(typed("2020-12-11"));
	await expect.element(page.getByText("Choose today or a later day")).toBeVisible();
	await type(typed("2099-12-11"));
	await expect.element(page.getByText("Choose a day within a year")).toBeVisible();
	expect(calls()).toEqual([]);
	const day = calendarDay(new Date(), 10);
	await type(typed(day));
	await expect.poll(() => onSet.mock.calls).toEqual([[day]]);
	expect(sent.mock.calls).toEqual([[{ name: "Sales", day }]]);
	await expect.element(page.getByRole("button", { name: "Set a deadline" })).toHaveFocus();
});

test("a deadline that could not be saved stays typed, and one that is set can be removed", async () => {
	answer(PUT, () => new Response(null, { status: 500 }));
	const onSet = vi.fn();
	const day = calendarDay(new Date(), 10);
	await show(<DeadlineButton group={GROUP} day={day} onSet={onSet} />, { signIn: signedIn() });
	await page.getByRole("button", { name: "Change the deadline" }).click();
	await page.getByRole("button", { name: "Save" }).click();
	await expect.element(page.getByRole("alert")).toBeVisible();
	await expect.element(page.getByLabelText("Deadline", { exact: true })).toHaveValue(day);
	expect(onSet).not.toHaveBeenCalled();
	answer(PUT, () => new Response(null, { status: 204 }));
	await page.getByRole("button", { name: "Remove the deadline" }).click();
	await expect.poll(() => onSet.mock.calls).toEqual([[null]]);
});

test.each([
	["2026-12-11", 120, "By Friday, 11 December 2026: 120 of 500 still have to change."],
	["2026-12-11", 1, "By Friday, 11 December 2026: one of 381 still has to change."],
	["2026-12-11", 0, "By Friday, 11 December 2026: nobody still has to change."],
	[
		"2026-11-29",
		120,
		"The deadline was Sunday, 29 November 2026: 120 of 500 still have to change.",
	],
	["2026-12-01", 120, "By Tuesday, 1 December 2026: 120 of 500 still have to change."],
])("until %s, with %i to change: %s", async (day, count, sentence) => {
	await show(<DeadlineText day={day} counts={{ ...counts, "has-to-change": count }} now={now} />);
	await expect.element(page.getByText(sentence)).toBeVisible();
});

test.each(LOCALES)("all texts exist in %s", async (locale) => {
	await show(
		<>
			<DeadlineText day="2026-12-11" counts={counts} now={now} />
			<DeadlineButton group={GROUP} day="2026-12-11" onSet={() => {}} />
		</>,
		{ locale, signIn: signedIn() },
	);
	await expect.element(page.getByText("120")).toBeVisible();
	await page.getByRole("button").click();
	await expect.element(page.getByRole("dialog")).toBeVisible();
	await expectAccessible();
});
