import { expect, test } from "vitest";
import { clockOffsetMs } from "#lib/clock/clock-offset.ts";
import { judgeClock } from "./clock-check.ts";

const NOON = Date.UTC(2026, 10, 22, 12, 0, 0);
/** A question asked at noon by this machine's clock, answered after `ms` with the other clock's time. */
function reading(otherMs: number, tookMs = 20) {
	return {
		time: new Date(Math.floor((NOON + otherMs) / 1000) * 1000),
		askedAt: new Date(NOON),
		answeredAt: new Date(NOON + tookMs),
	};
}

const offsets: [what: string, otherMs: number, tookMs: number, offsetMs: number][] = [
	["the same time", 0, 20, 0],
	["rounded down to the second", -999, 20, 0],
	["the time of a slow answer", 2_900, 3_000, 0],
	["a minute more: this machine is behind", 60_000, 20, -59_980],
	["a minute less: this machine is ahead", -60_000, 20, 59_000],
];
test.each(offsets)("the other clock says %s", (_what, otherMs, tookMs, offsetMs) => {
	expect(clockOffsetMs(reading(otherMs, tookMs))).toBe(offsetMs);
});

const verdicts: [otherMs: number, status: string, words: RegExp][] = [
	[0, "ok", /agrees/],
	[30_000, "ok", /30 s behind/],
	[-120_000, "warning", /119 s ahead/],
	[60_020, "ok", /60 s behind/],
	[62_000, "warning", /62 s behind/],
	[-600_000, "warning", /599 s ahead/],
];
test.each(verdicts)("%i ms apart is %s", (otherMs, status, words) => {
	expect(judgeClock(reading(otherMs))).toMatchObject({
		status,
		found: expect.stringMatching(words),
	});
});

test("a clock that does not answer is not judged", () => {
	expect(judgeClock(undefined).status).toBe("not checked");
});
