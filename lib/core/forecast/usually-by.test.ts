import { describe, expect, test } from "vitest";
import { usuallyBy } from "./usually-by.ts";

const at = (time: string) => new Date(`2026-11-22T${time}Z`);
const by = (now: string) => usuallyBy({ slowTenthMs: 11 * 60_000 }, at("10:00:10"), at(now));

describe("a forecast by the clock", () => {
	test("names a whole minute, rounded up, so that nobody comes back too early", () => {
		expect(by("10:01:00")).toEqual(at("10:12:00"));
	});
	test("never names a time that has passed", () => {
		expect(by("10:11:59")).toEqual(at("10:12:00"));
		expect(by("10:12:00")).toBeUndefined();
		expect(by("12:00:00")).toBeUndefined();
	});
});
