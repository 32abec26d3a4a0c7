import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { show } from "#components/test-support/show.tsx";
import { countStates } from "#lib/core/cohort/cohort-counts.ts";
import { LOCALES, type Locale } from "#lib/text/locales.ts";
import { StateFilter } from "./state-filter.tsx";

const COUNTS = { ...countStates([]), "has-to-change": 19_539, probably: 261, cannot: 200 };

const filter = (locale: Locale = "en", counts = COUNTS, isComplete = true) =>
	show(
		<div className="dense">
			<StateFilter counts={counts} chosen={undefined} isComplete={isComplete} onChoose={() => {}} />
		</div>,
		{ locale },
	);

const shown = () =>
	[...page.getByRole("toolbar").element().querySelectorAll("button")].filter((one) =>
		one.checkVisibility(),
	);

test("on a phone only non-empty states take up space, and arrow keys skip the others", async () => {
	await page.viewport(320, 800);
	await filter();
	expect(shown().map((one) => one.textContent)).toEqual([
		"20,000 Everyone",
		"19,539 Has to change",
		"261 Probably works",
		"200 Cannot change it",
	]);
	expect(new Set(shown().map((one) => one.getBoundingClientRect().top)).size).toBe(1);
	expect(document.documentElement.scrollWidth).toBe(320);
	await userEvent.tab();
	await userEvent.keyboard("{ArrowRight}{ArrowRight}");
	await expect.element(page.getByRole("button", { name: /Probably works/ })).toHaveFocus();
	await userEvent.keyboard("{End}{ArrowRight}");
	await expect.element(page.getByRole("button", { name: /Everyone/ })).toHaveFocus();
	await expectAccessible();
});

test("people who are still to be looked up take up no space until the group has been read", async () => {
	await page.viewport(1280, 800);
	const counts = { ...COUNTS, unknown: 1_998 };
	const { unmount } = await filter("en", counts, false);
	expect(shown().map((one) => one.textContent)).not.toContain("1,998 Not known");
	await unmount();
	await filter("en", counts);
	await expect.element(page.getByRole("button", { name: "1,998 Not known" })).toBeVisible();
});

test.each(LOCALES)(
	"the states of 20,000 people fit on one line beside the navigation: %s",
	async (locale) => {
		await page.viewport(1280, 800);
		const { container } = await filter(locale);
		// The width that the navigation leaves at 1280 px.
		container.style.width = "984px";
		const tops = new Set(shown().map((one) => one.getBoundingClientRect().top));
		expect(tops.size).toBe(1);
		expect(shown().length).toBeGreaterThan(6);
	},
);
