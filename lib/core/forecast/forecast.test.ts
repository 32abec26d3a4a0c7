import { describe, expect, test } from "vitest";
import { forecast, type Wait } from "./forecast.ts";

const MINUTE = 60_000;
const later = (...minutes: number[]): Wait[] =>
	minutes.map((m) => ({ waitMs: m * MINUTE, isFirstChange: false }));
const first = (...minutes: number[]): Wait[] =>
	later(...minutes).map((w) => ({ ...w, isFirstChange: true }));
const times = (count: number, minutes: number) => Array<number>(count).fill(minutes);

describe("a forecast", () => {
	test("from fewer than 20 waits is not this organisation's own", () => {
		expect(forecast(later(...times(19, 5)), false)).toMatchObject({ basis: "microsoft" });
	});
	test("from 20 waits takes the conformal ranks 11 and 19, in any order of waits", () => {
		const waits = later(...Array.from({ length: 20 }, (_, i) => 20 - i));
		expect(forecast(waits, false)).toEqual({
			basis: "own",
			of: "all",
			waits: 20,
			medianMs: 11 * MINUTE,
			slowTenthMs: 19 * MINUTE,
		});
	});
	test("takes rank 99 of 109, where floating point would give 100", () => {
		const waits = later(...Array.from({ length: 109 }, (_, i) => i + 1));
		expect(forecast(waits, false)).toMatchObject({ slowTenthMs: 99 * MINUTE });
	});
});

describe("first and later changes", () => {
	test("are forecast separately when their medians differ by more than a fifth", () => {
		const waits = [...first(...times(20, 13)), ...later(...times(30, 10))];
		expect(forecast(waits, true)).toMatchObject({ of: "first", waits: 20, medianMs: 13 * MINUTE });
		expect(forecast(waits, false)).toMatchObject({
			of: "repeat",
			waits: 30,
			medianMs: 10 * MINUTE,
		});
	});
	test("are forecast together if they hardly differ", () => {
		const waits = [...first(...times(20, 12)), ...later(...times(30, 10))];
		expect(forecast(waits, true)).toMatchObject({ of: "all", waits: 50 });
	});
	test("are forecast together while there are too few of one kind", () => {
		const waits = [...first(...times(19, 40)), ...later(...times(30, 10))];
		expect(forecast(waits, true)).toMatchObject({ of: "all", waits: 49 });
	});
});
