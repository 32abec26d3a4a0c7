import { describe, expect, test } from "vitest";
import type { FailureCode } from "./failure.ts";
import { countedTries, isLockoutNear, noTries, notBefore, noteTry } from "./try-pace.ts";

const NOW = new Date("2026-11-22T10:00:00Z");
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const ada = noTries("ada", NOW);
const times = (count: number, code: FailureCode) =>
	Array.from({ length: count }).reduce<typeof ada>((tries) => noteTry(tries, { code }, NOW), ada);

describe("wrong existing passwords", () => {
	const cases: [wrong: number, lockedAfter: number, waitSeconds: number | undefined][] = [
		[0, 10, undefined],
		[2, 10, undefined],
		[3, 10, 30],
		[4, 10, 60],
		[6, 10, 240],
		[9, 10, 300],
		[1, 3, undefined],
		[2, 3, 30],
	];
	test.each(cases)(
		"after %i, with a lockout after %i, the wait is %s s",
		(wrong, lockedAfter, wait) => {
			const tries = times(wrong, "wrong-existing-password");
			expect(isLockoutNear(tries, lockedAfter)).toBe(wait !== undefined);
			expect(notBefore(tries, lockedAfter)).toEqual(wait === undefined ? undefined : later(wait));
		},
	);
	test("are forgotten after a correct one, after an hour, and for another person", () => {
		const tries = times(5, "wrong-existing-password");
		expect(noteTry(tries, { code: "password-banned" }, NOW).wrong).toBe(0);
		expect(noteTry(tries, { code: "sign-in-ended" }, NOW)).toBe(tries);
		expect(countedTries(tries, "ada", later(3599)).wrong).toBe(5);
		expect(countedTries(tries, "ada", later(3600)).wrong).toBe(0);
		expect(countedTries(tries, "bob", NOW).wrong).toBe(0);
		expect(countedTries(undefined, "ada", NOW).wrong).toBe(0);
	});
	test("dated in the future, as the clock was set back, do not block the form", () => {
		expect(countedTries(times(5, "wrong-existing-password"), "ada", later(-60)).wrong).toBe(0);
	});
});

describe("throttling", () => {
	test("without Retry-After doubles the wait each time", () => {
		const waits = [1, 2, 3, 4, 5].map((n) => notBefore(times(n, "graph-throttled"), 10));
		expect(waits).toEqual([30, 60, 120, 240, 300].map(later));
	});
	test("waits as long as Retry-After says", () => {
		const tries = noteTry(ada, { code: "graph-throttled", retryAfterMs: 7_000 }, NOW);
		expect(notBefore(tries, 10)).toEqual(later(7));
	});
	test("does not reset the count of wrong passwords", () => {
		const tries = noteTry(times(4, "wrong-existing-password"), { code: "graph-throttled" }, NOW);
		expect(notBefore(tries, 10)).toEqual(later(60));
	});
});
