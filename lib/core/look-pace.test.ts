import { expect, test } from "vitest";
import { lookPauseMs } from "./look-pace.ts";

const MINUTE_MS = 60_000;

test.each([
	[0, 4_000, 10_000],
	[5 * MINUTE_MS, 15_000, 30_000],
	[30 * MINUTE_MS, 60_000, 300_000],
	[24 * 60 * MINUTE_MS, 60_000, 300_000],
])(
	"after %i ms a visible page polls every %i ms, a hidden one every %i",
	(since, front, behind) => {
		expect(lookPauseMs(since, { isInFront: true })).toBe(front);
		expect(lookPauseMs(since, { isInFront: false })).toBe(behind);
	},
);

test("a page left open for a working day polls fewer than 600 times", () => {
	let looks = 0;
	for (let at = 0; at < 8 * 60 * MINUTE_MS; looks += 1) at += lookPauseMs(at, { isInFront: true });
	expect(looks).toBeLessThan(650);
});
