import { afterEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useTimes } from "#components/helpdesk/times.ts";
import { show } from "#components/test-support/show.tsx";
import { formatTimeOfDay, Instant, useAgoFormat, useExactFormat, useZoneName } from "./instant.tsx";

const MINUTE_MS = 60_000;

/** The browser of the tests prefers British English. */
const EARLY = new Date(2025, 9, 7, 9, 5);

function Written({ at }: { at: Date }) {
	const ago = useAgoFormat();
	const exact = useExactFormat();
	const times = useTimes();
	return <>{[ago(at), exact(at), times.short(at)].join(" / ")}</>;
}

function Zone() {
	return useZoneName();
}

afterEach(() => vi.useRealTimers());

test.each([
	["en", "7 October 2025 / 7 October 2025 at 09:05:00 / 7 Oct 2025, 09:05"],
	["de", "7. Oktober 2025 / 7. Oktober 2025 um 09:05:00 / 7. Okt. 2025, 09:05"],
	["ar", "7 أكتوبر 2025 / 7 أكتوبر 2025 في 9:05:00 ص / 7 أكتوبر 2025، 9:05 ص"],
] as const)("a time in %s is written as its readers write it", async (locale, written) => {
	await show(<Written at={EARLY} />, { locale });
	await expect.element(page.getByText(written)).toBeVisible();
	expect(formatTimeOfDay(EARLY, locale)).not.toMatch(/:00|\b\d\.? | \d\b/);
});

test.each([
	[0, "just now"],
	[-5, "just now"],
	[3, "3 minutes ago"],
	[125, "2 hours ago"],
	[3 * 24 * 60, "3 days ago"],
] as const)("what happened %s minutes ago: %s", async (minutes, said) => {
	await show(<Written at={new Date(Date.now() - minutes * MINUTE_MS - 1_000)} />);
	await expect
		.element(page.getByText(new RegExp(`^${said.replaceAll(" ", "\\s")} /`)))
		.toBeVisible();
});

test("a relative time moves on", async () => {
	vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
	await show(<Instant at={new Date(Date.now() - 1_000)} />);
	await expect.element(page.getByText("just now")).toBeVisible();
	vi.advanceTimersByTime(2 * MINUTE_MS);
	await expect.element(page.getByText(/2\sminutes\sago/)).toBeVisible();
});

test("the exact time, with its zone, is one press away, also by keyboard", async () => {
	const at = new Date(Date.now() - 3 * MINUTE_MS);
	await show(<Instant at={at}>{(when) => `Set ${when}`}</Instant>);
	const button = page.getByRole("button");
	// On one line: nobody should have to look for the rest of "3".
	expect(button.element().textContent).toBe("Set 3\u00a0minutes\u00a0ago");
	await userEvent.keyboard("{Tab}{Enter}");
	await expect.poll(() => button.element().textContent).toMatch(/^Set .*\d:\d\d:\d\d/);
	await userEvent.keyboard("{Enter}");
	await expect.element(button).toHaveTextContent("Set 3 minutes ago");
});

test.each(["en", "de", "ar"] as const)("the zone has a name in %s", async (locale) => {
	const { container } = await show(<Zone />, { locale });
	expect(container.textContent).toMatch(/\p{L}{3}/u);
});

test("UTC is called by its name, not by an offset", async () => {
	const { resolvedOptions } = Intl.DateTimeFormat.prototype;
	vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockImplementation(function (
		this: Intl.DateTimeFormat,
	) {
		return { ...resolvedOptions.call(this), timeZone: "UTC" };
	});
	const { container } = await show(<Zone />);
	expect(container.textContent).toBe("UTC");
});
