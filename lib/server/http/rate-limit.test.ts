import { describe, expect, test } from "vitest";
import { heldBack, rateLimit } from "./rate-limit.ts";

/** A limit, and what sets its time in seconds. */
function limitOf(rate: Parameters<typeof rateLimit>[0]) {
	let seconds = 0;
	const limit = rateLimit(rate, () => seconds * 1_000);
	const at = (time: number) => {
		seconds = time;
		return limit;
	};
	return { limit, at };
}

describe("a rate limit", () => {
	test("lets a burst through, then one for each second", () => {
		const { limit, at } = limitOf({ burst: 3, perSecond: 1 });
		expect([0, 0, 0, 0].map((s) => at(s).take("a"))).toEqual([true, true, true, false]);
		expect(limit.isFree("a")).toBe(false);
		expect(limit.retryAfterS("a")).toBe(1);
		expect(at(1).take("a")).toBe(true);
		expect(at(1).take("a")).toBe(false);
	});
	test("never grows beyond its burst", () => {
		const { limit, at } = limitOf({ burst: 2, perSecond: 10 });
		limit.take("a");
		expect([50, 50, 50].map((s) => at(s).take("a"))).toEqual([true, true, false]);
	});
	test("is for each caller alone", () => {
		const { limit } = limitOf({ burst: 1, perSecond: 1 });
		expect(limit.take("a")).toBe(true);
		expect(limit.take("b")).toBe(true);
	});
	test("answers whoever is held back with when to come again", () => {
		const { limit } = limitOf({ burst: 1, perSecond: 0.1 });
		expect(heldBack(limit, "a")).toBeUndefined();
		const answer = heldBack(limit, "a");
		expect(answer).toMatchObject({ code: "too-many-requests", headers: { "Retry-After": "10" } });
	});
});
