import { expect, test } from "vitest";
import { MAIL_LIFETIME_MS, pauseAfterMs, serverPauseAfterMs } from "./retry-schedule.ts";

const MINUTE_MS = 60_000;
const tries = Array.from({ length: 20 }, (_, i) => i + 1);
const pauses = tries.flatMap((n) => pauseAfterMs(n) ?? []);

test("pauses grow from a minute to a day", () => {
	expect(pauses.map((ms) => ms / MINUTE_MS)).toEqual([1, 5, 15, 60, 180, 360, 720, 1440]);
});

test("a mail is abandoned while its link still works", () => {
	expect(pauses.reduce((sum, ms) => sum + ms)).toBeLessThan(MAIL_LIFETIME_MS);
	expect(pauseAfterMs(pauses.length + 1)).toBeUndefined();
});

test("an unavailable server is tried every hour, for ever", () => {
	expect([1, 2, 3, 4, 5, 100].map((n) => serverPauseAfterMs(n) / MINUTE_MS)).toEqual([
		1, 5, 15, 60, 60, 60,
	]);
});
