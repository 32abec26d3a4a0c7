import { forecast, type OwnForecast, type Wait, waitsLike } from "./forecast.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Bin widths that people read easily. */
const WIDTHS_MS = [
	...[10, 30].map((s) => s * SECOND),
	...[1, 2, 5, 10, 15, 30, 60, 120, 240, 480].map((m) => m * MINUTE),
];

/** This many bars up to the slow tenth fit on a narrow screen. */
const MAX_BARS = 10;

/** The number of waits from `fromMs` to below `toMs`; without `toMs`: all longer ones. */
export type WaitBin = { fromMs: number; toMs: number | undefined; count: number };

/** A histogram of the waits behind a forecast. Contains no single wait. */
export type WaitsPlot = { forecast: OwnForecast; bins: WaitBin[] };

/** Bins the waits that a change is compared with; `null` while there are too few for a forecast. */
export function waitsPlot(waits: readonly Wait[], isFirstChange: boolean): WaitsPlot | null {
	const own = forecast(waits, isFirstChange);
	if (own.basis !== "own") return null;
	const { waitsMs } = waitsLike(waits, isFirstChange);
	return { forecast: own, bins: bins(waitsMs, own.slowTenthMs) };
}

/** Bars of equal width up to the slow tenth, and one for the long tail, which would flatten the others. */
function bins(waitsMs: readonly number[], slowTenthMs: number): WaitBin[] {
	const widthMs = WIDTHS_MS.find((w) => slowTenthMs < MAX_BARS * w) ?? 24 * 60 * MINUTE;
	const bars = Math.floor(slowTenthMs / widthMs) + 1;
	const countOf = (fromMs: number, toMs: number) =>
		waitsMs.filter((ms) => ms >= fromMs && ms < toMs).length;
	const counted = Array.from({ length: bars }, (_, i) => {
		const [fromMs, toMs] = [i * widthMs, (i + 1) * widthMs];
		return { fromMs, toMs, count: countOf(fromMs, toMs) };
	});
	const tailMs = bars * widthMs;
	const tail = {
		fromMs: tailMs,
		toMs: undefined,
		count: countOf(tailMs, Number.POSITIVE_INFINITY),
	};
	return tail.count > 0 ? [...counted, tail] : counted;
}
