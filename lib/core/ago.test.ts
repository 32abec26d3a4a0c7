import { expect, test } from "vitest";
import { distance } from "./ago.ts";

const NOW = new Date("2026-11-29T10:00:00Z");
const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);

test.each([
	[-0.9, { kind: "now" }],
	[0.5, { kind: "now" }],
	[-1, { kind: "near", count: -1, unit: "minute" }],
	[-59.9, { kind: "near", count: -59, unit: "minute" }],
	[-60, { kind: "near", count: -1, unit: "hour" }],
	[125, { kind: "near", count: 2, unit: "hour" }],
	[-24 * 60, { kind: "near", count: -1, unit: "day" }],
	[-6.9 * 24 * 60, { kind: "near", count: -6, unit: "day" }],
	[-7 * 24 * 60, { kind: "far" }],
])("%s minutes from now", (minutes, expected) => {
	expect(distance(at(minutes), NOW)).toEqual(expected);
});
