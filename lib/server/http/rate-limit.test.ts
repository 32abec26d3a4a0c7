import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { rateLimit } from "./limits.ts";

beforeEach(() => {
	vi.useFakeTimers({ now: new Date("2026-11-22T10:00:00Z") });
});
afterEach(() => {
	vi.useRealTimers();
});

const afterSeconds = (seconds: number) => vi.advanceTimersByTime(seconds * 1_000);

describe("a rate limit", () => {
	test("allows as many as the limit, says when there will be more, and allows them then", async () => {
		const limit = rateLimit([{ most: 3, withinS: 60 }]);
		for (let n = 0; n < 3; n++) expect(await limit.take("a")).toBeUndefined();
		afterSeconds(20);
		expect(await limit.take("a")).toBe(40);
		afterSeconds(40);
		expect(await limit.take("a")).toBeUndefined();
	});
	test("counts each key separately", async () => {
		const limit = rateLimit([{ most: 1, withinS: 60 }]);
		expect(await limit.take("a")).toBeUndefined();
		expect(await limit.take("b")).toBeUndefined();
		expect(await limit.take("a")).toBe(60);
	});
	test("counts amounts", async () => {
		const limit = rateLimit([{ most: 10, withinS: 60 }]);
		expect(await limit.take("a", 10)).toBeUndefined();
		expect(await limit.take("a", 1)).toBe(60);
		expect(await limit.take("b", 11)).toBe(60);
	});
	test("with two rates obeys both, and a refusal by the shorter one does not count for the longer", async () => {
		const limit = rateLimit([
			{ most: 2, withinS: 10 },
			{ most: 5, withinS: 3_600 },
		]);
		const taken = async () => (await limit.take("a")) === undefined;
		const inTenSeconds = async () => {
			const results = [await taken(), await taken(), await taken(), await taken()];
			afterSeconds(10);
			return results.filter(Boolean).length;
		};
		expect([await inTenSeconds(), await inTenSeconds(), await inTenSeconds()]).toEqual([2, 2, 1]);
		expect(await limit.take("a")).toBe(3_600 - 30);
	});
});
