import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { useTimes } from "#components/helpdesk/times.ts";
import { show } from "#components/test-support/show.tsx";
import { Instant } from "./instant.tsx";

function Short({ at }: { at: Date }) {
	return useTimes().short(at);
}

/** The browser of the tests prefers British English. */
const EARLY = new Date(2025, 9, 7, 9, 5);

test.each([
	["en", "7 October 2025 at 09:05", "7 Oct 2025, 09:05"],
	["de", "7. Oktober 2025 um 09:05", "7. Okt. 2025, 09:05"],
	["ar", "7 أكتوبر 2025 في 9:05 ص", "7 أكتوبر 2025، 9:05 ص"],
] as const)("a time in %s is written as its readers write it", async (locale, said, short) => {
	await show(
		<>
			<Instant at={EARLY} /> / <Short at={EARLY} />
		</>,
		{ locale },
	);
	await expect.element(page.getByText(`${said} / ${short}`)).toBeVisible();
});
