import { describe, expect, test } from "vitest";
import { rateLimit } from "./rate-limit.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 10, 0, seconds));

describe("a rate limit", () => {
	test("lets a burst through, then one for each second", () => {
		const limit = rateLimit({ burst: 3, perSecond: 1 });
		expect([0, 0, 0, 0].map((s) => limit.take("a", at(s)))).toEqual([true, true, true, false]);
		expect(limit.isFree("a", at(0))).toBe(false);
		expect(limit.retryAfterS("a", at(0))).toBe(1);
		expect(limit.take("a", at(1))).toBe(true);
		expect(limit.take("a", at(1))).toBe(false);
	});
	test("never grows beyond its burst", () => {
		const limit = rateLimit({ burst: 2, perSecond: 10 });
		limit.take("a", at(0));
		expect([50, 50, 50].map((s) => limit.take("a", at(s)))).toEqual([true, true, false]);
	});
	test("is for each caller alone", () => {
		const limit = rateLimit({ burst: 1, perSecond: 1 });
		expect(limit.take("a", at(0))).toBe(true);
		expect(limit.take("b", at(0))).toBe(true);
	});
	test("is not fooled by a clock that goes back", () => {
		const limit = rateLimit({ burst: 1, perSecond: 1 });
		limit.take("a", at(30));
		expect(limit.take("a", at(0))).toBe(false);
	});
});
