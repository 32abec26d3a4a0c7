import { forecast, type OwnForecast, type Wait, waitsLike } from "./forecast.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Widths that people read easily. */
const WIDTHS_MS = [
	...[10, 30].map((s) => s * SECOND),
	...[1, 2, 5, 10, 15, 30, 60, 120, 240, 480].map((m) => m * MINUTE),
];

/** So many bars up to the slow tenth fit on a narrow screen. */
const MAX_BARS = 10;

/** How many waits were at least `fromMs` and less than `toMs`; without `toMs`: all that were longer. */
export type WaitBin = { fromMs: number; toMs: number | undefined; count: number };

/** The waits behind a forecast, counted, for those who want to look. Holds no single wait. */
export type WaitsPlot = { forecast: OwnForecast; bins: WaitBin[] };

/** Counts the waits that a change is compared with; `null` while there are too few for a forecast. */
export function waitsPlot(waits: readonly Wait[], isFirstChange: boolean): WaitsPlot | null {
	const own = forecast(waits, isFirstChange);
	if (own.basis !== "own") return null;
	const { waitsMs } = waitsLike(waits, isFirstChange);
	return { forecast: own, bins: bins(waitsMs, own.slowTenthMs) };
}

/** Bars of one width up to the slow tenth's, and one for the long tail, which would flatten the others. */
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
