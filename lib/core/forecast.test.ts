import { expect, test } from "vitest";
import { forecast } from "./forecast.ts";

const minutes = (...values: number[]) => values.map((m) => m * 60_000);

test("fewer than 20 waits are not shown as this organisation's own", () => {
	expect(forecast(minutes(...Array(19).fill(5)))).toMatchObject({ basis: "microsoft" });
});

test("20 waits give their median and the time that nine of ten did not exceed", () => {
	const waits = minutes(...Array.from({ length: 20 }, (_, i) => 20 - i));
	expect(forecast(waits)).toEqual({
		basis: "own",
		waits: 20,
		medianMs: 10 * 60_000,
		slowTenthMs: 18 * 60_000,
	});
});
