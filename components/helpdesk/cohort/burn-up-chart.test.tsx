import { afterEach, expect, test } from "vitest";
import { show } from "#components/test-support/show.tsx";
import { chooseTheme } from "#lib/browser/site/theme.ts";
import { countStates } from "#lib/core/cohort/cohort-counts.ts";
import { BurnUpChart } from "./burn-up-chart.tsx";

afterEach(() => chooseTheme("system"));

const HISTORY = [1, 2, 3].map((day) => ({
	at: new Date(Date.UTC(2026, 10, day)),
	counts: { ...countStates([]), usable: 100 * day, waiting: 50, "has-to-change": 400 - 100 * day },
}));

test("the chart follows a change of theme", async () => {
	chooseTheme("light");
	const { container } = await show(<BurnUpChart history={HISTORY} />);
	const picture = () => container.querySelector("canvas")?.toDataURL();
	await expect.poll(picture).toBeDefined();
	await new Promise((resolve) => setTimeout(resolve, 200));
	const light = picture();
	chooseTheme("dark");
	await expect.poll(picture).not.toBe(light);
});
