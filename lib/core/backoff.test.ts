import { expect, test } from "vitest";
import { attempted, retryWaitMs } from "./backoff.ts";

test("Retry-After is honoured; without it each wait is longer, up to a minute", () => {
	expect(retryWaitMs(1, 5_000, 0)).toBe(5_000);
	expect([1, 2, 3, 9].map((n) => retryWaitMs(n, undefined, 0))).toEqual([2e3, 4e3, 8e3, 60e3]);
});

test.each([
	[1, true, [1e3]],
	[7, false, [1e3, 2e3, 4e3, 8e3]],
])(
	"an action that fails %i times ends as %s after growing waits, five attempts at most",
	async (fails, worked, waits) => {
		let calls = 0;
		const slept: number[] = [];
		const work = async () => {
			calls += 1;
			return calls > fails;
		};
		expect(await attempted(5, work, async (ms) => void slept.push(ms))).toBe(worked);
		expect(slept).toEqual(waits);
	},
);
