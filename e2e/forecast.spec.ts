import { expectNoFindings } from "./support/accessible.ts";
import { backdateChange, makeOlder, seedWaits, storedWaits } from "./support/seed-waits.ts";
import { startStack } from "./support/stack.ts";
import {
	changePassword,
	expect,
	heading,
	RECONNECTED,
	shownTicket,
	testOn,
} from "./support/test.ts";

/** 212 later changes: half within 6 minutes, nine of ten within 11, one of 3 hours; and 25 slow first changes. */
const LATER = [
	...Array.from({ length: 120 }, (_, i) => ({ minutes: 4 + (i % 5) / 2 })),
	...Array.from({ length: 76 }, (_, i) => ({ minutes: 7 + (i % 5) })),
	...Array.from({ length: 16 }, (_, i) => ({ minutes: 12 + i * 11 })),
];
const FIRST = Array.from({ length: 25 }, (_, i) => ({ minutes: 20 + i / 5, isFirstChange: true }));
const TOO_OLD = Array.from({ length: 500 }, () => ({ minutes: 55, daysAgo: 91 }));

/** A portal with a history of waits, killed and restarted since. */
const test = testOn(async () => {
	const stack = await startStack({ practiceArgs: ["--made-at", "2026-01-01T00:00:00Z"] });
	await stack.killPortal();
	seedWaits(stack.dataDir, [...LATER, ...FIRST, ...TOO_OLD]);
	await stack.startPortalAgain();
	// Waits that are too old are deleted in the background.
	await expect.poll(() => storedWaits(stack.dataDir).length).toBe(LATER.length + FIRST.length);
	return stack;
});

test.describe.configure({ mode: "default" });

/** The portal is down for a moment. */
const DOWN = /ERR_|Failed to load resource/;

/** A time zone where it is about noon, because near midnight the page adds the day. */
function zoneOfNoon(): string {
	const hours = 12 - new Date().getUTCHours();
	return `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}
const timezoneId = zoneOfNoon();
test.use({ timezoneId });

/** The time of day as the page shows it there, rounded up to the minute. */
function timeOfDay(since: Date, minutes: number): string {
	const at = new Date(Math.ceil((since.getTime() + minutes * 60_000) / 60_000) * 60_000);
	const format = { hour: "2-digit", minute: "2-digit", timeZone: timezoneId } as const;
	return at.toLocaleTimeString("en-GB", format);
}

test("the forecast is a time of day with its basis, and says when that has passed", async ({
	page,
	stack,
	guard,
	person,
}) => {
	guard.allow(DOWN);
	await changePassword(page, person);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();

	// The waits can be inspected, also by screen reader.
	await page.getByText("About this estimate").click();
	await expect(
		page.getByText(
			"Half of the 212 repeated changes here in the last 90 days were ready within 6 minutes, and nine in ten within 11 minutes.",
		),
	).toBeVisible();
	const table = page.getByRole("table");
	await expect(table.getByRole("row")).toHaveCount(8);
	const counts = await table.getByRole("cell").allTextContents();
	expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(LATER.length);
	await expect(table.getByRole("rowheader").last()).toHaveText("12 min or longer");
	await expectNoFindings(page, "the waits");

	const ticket = await shownTicket(page);
	const soon = await backdateChange(stack, ticket, 2);
	await expect(page.getByText(`Usually by ${timeOfDay(soon, 11)}.`)).toBeVisible(RECONNECTED);

	await backdateChange(stack, ticket, 30);
	await expect(
		page.getByText("It is taking longer than usual. We cannot say when it will be ready."),
	).toBeVisible(RECONNECTED);
	await expect(page.getByText(/Usually by/)).toBeHidden();
});

test("an observed wait is counted, one that ended while the portal was down is not", async ({
	page,
	elsewhere,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(DOWN);
	const { controls, dataDir } = stack;
	const before = storedWaits(dataDir).length;
	const person = await newPerson("not-in-domain");
	await changePassword(page, person);
	// A first change is compared with first changes.
	await page.getByText("About this estimate").click();
	await expect(page.getByText(/^Half of the 25 first changes here/)).toBeVisible();
	await controls.deliver(person.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
	await expect.poll(() => storedWaits(dataDir).length).toBe(before + 1);

	const missed = await newPerson();
	const other = await elsewhere();
	await changePassword(other, missed);
	await expect(heading(other, "Your new password is on its way")).toBeVisible();
	await stack.killPortal();
	makeOlder(dataDir, 10);
	await controls.deliver(missed.id);
	await stack.startPortalAgain();
	await expect(heading(other, "Your new password works")).toBeVisible(RECONNECTED);
	await expect.poll(() => stack.log()).toContain("wait-not-counted");
	await expect.poll(() => storedWaits(dataDir).length).toBe(before + 1);
});
