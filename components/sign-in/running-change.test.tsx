import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { EXAMPLE_VIEWS } from "#components/design/example-views.ts";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { writeChangeRecord } from "#lib/browser/change/change-record.ts";
import { NOTE_CHANGE } from "#lib/browser/change/kept-change.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { StartButton } from "./start-button.tsx";

const HOUR_MS = 60 * 60_000;
const TICKET = "t".repeat(32);
const UNKNOWN = "u".repeat(32);

function remember(hoursAgo: number, ticket = TICKET): void {
	const sentAt = new Date(Date.now() - hoursAgo * HOUR_MS);
	writeChangeRecord({
		ticket,
		personId: "p",
		previousChangeAt: undefined,
		sentAt,
		changedAt: sentAt,
		isReported: true,
	});
}

/** The stream of a watch, with what it says first. */
function follow(name: string): void {
	const view = EXAMPLE_VIEWS[name];
	answer(
		`GET /api/watches/${TICKET}/events`,
		() =>
			new Response(`event: watch\ndata: ${JSON.stringify(view)}\n\n`, {
				headers: { "content-type": "text/event-stream" },
			}),
	);
}

/** What the head does before the first paint. */
function runHead(): boolean {
	const script = document.createElement("script");
	script.textContent = NOTE_CHANGE;
	document.head.append(script);
	script.remove();
	return "change" in document.documentElement.dataset;
}

beforeEach(() => localStorage.clear());
afterEach(() => {
	delete document.documentElement.dataset.change;
});

test.each(LOCALES)(
	"a running change stands in the place of the way to a new one: %s",
	async (locale) => {
		remember(1);
		expect(runHead()).toBe(true);
		follow("waiting");
		await show(<StartButton />, { locale });
		const link = page.getByRole("link");
		await expect.element(link).toHaveAttribute("href", "/progress");
		await expect.poll(() => page.getByRole("status").last().element().textContent).not.toBe("");
		await expectAccessible();
	},
);

test.each(LOCALES)("nothing moves when it comes: %s", async (locale) => {
	remember(1);
	runHead();
	follow("waiting");
	await page.viewport(320, 640);
	await show(<StartButton />, { locale });
	const button = page.getByRole("button").element();
	const before = button.getBoundingClientRect().top;
	await expect.poll(() => page.getByRole("status").last().element().textContent).not.toBe("");
	expect(button.getBoundingClientRect().top).toBe(before);
});

test("a state that may be outdated is no longer shown: the connection is lost", async () => {
	remember(1);
	runHead();
	follow("works");
	await show(<StartButton />);
	await expect.element(page.getByText("Works", { exact: true })).toBeVisible();
	answer(`GET /api/watches/${TICKET}/events`, () => Promise.reject(new TypeError("offline")));
	await expect
		.element(page.getByText("Works", { exact: true }), { timeout: 12_000 })
		.not.toBeInTheDocument();
	await expect.element(page.getByRole("link")).toHaveAttribute("href", "/progress");
}, 20_000);

test.each([
	["there is none", () => undefined],
	["it is over", () => remember(73)],
])("no room is kept where %s", async (_why, prepare) => {
	prepare();
	expect(runHead()).toBe(false);
	await show(<StartButton />);
	await expect.element(page.getByRole("button", { name: "Sign in and start" })).toBeVisible();
	expect(page.getByRole("link").elements()).toEqual([]);
});

test("a change that the portal no longer knows leaves the button alone", async () => {
	remember(1, UNKNOWN);
	runHead();
	const refusal = JSON.stringify({ code: "watch-not-found" });
	const headers = { "content-type": "application/problem+json" };
	answer(
		`GET /api/watches/${UNKNOWN}/events`,
		() => new Response(refusal, { status: 404, headers }),
	);
	await show(<StartButton />);
	await expect.poll(() => "change" in document.documentElement.dataset).toBe(false);
	await expect.element(page.getByRole("link")).not.toBeInTheDocument();
});
