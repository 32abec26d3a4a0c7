import { describe, expect, test } from "vitest";
import type { Wait } from "./forecast.ts";
import { waitsPlot } from "./waits-plot.ts";

const MINUTE = 60_000;
const waits = (...ms: number[]): Wait[] => ms.map((waitMs) => ({ waitMs, isFirstChange: false }));

describe("the plot of the waits", () => {
	test("is empty while there are too few", () => {
		expect(waitsPlot(waits(...Array(19).fill(MINUTE)), false)).toBeNull();
	});
	test("counts every wait once, with the long tail in one bar", () => {
		const quick = Array.from({ length: 30 }, (_, i) => (i % 6) * MINUTE);
		const plot = waitsPlot(waits(...quick, 3 * 60 * MINUTE), false);
		expect(plot?.bins.map((bin) => bin.count)).toEqual([5, 5, 5, 5, 5, 5, 1]);
		expect(plot?.bins.at(-1)).toEqual({ fromMs: 6 * MINUTE, toMs: undefined, count: 1 });
	});
	test.each([
		[45_000, 10_000],
		[9 * MINUTE, MINUTE],
		[40 * MINUTE, 5 * MINUTE],
		[30 * 60 * MINUTE, 240 * MINUTE],
	])("of waits of %d ms has bars of %d ms, at most ten before the tail", (waitMs, widthMs) => {
		const plot = waitsPlot(waits(...Array(40).fill(waitMs)), false);
		expect(plot?.bins[0]).toMatchObject({ fromMs: 0, toMs: widthMs });
		expect(plot?.bins.length).toBeLessThanOrEqual(10);
		expect(plot?.bins.at(-1)).toMatchObject({ count: 40 });
	});
});
