import { now } from "#lib/clock/clock.ts";
import { type Forecast, forecast, type Wait } from "#lib/core/forecast/forecast.ts";
import { type WaitsPlot, waitsPlot } from "#lib/core/forecast/waits-plot.ts";
import type { Store } from "#lib/server/store/store.ts";

/** The forecast looks this far back. */
export const WAITS_SINCE_MS = 90 * 24 * 60 * 60_000;
const MAX_AGE_MS = 60_000;

/** What past waits show, for a first change and for a later one. */
export type KnownWaits = {
	forecast(isFirstChange: boolean): Forecast;
	/** `null` while there are too few waits for a forecast. */
	plot(isFirstChange: boolean): WaitsPlot | null;
};

/** The waits are the same for everybody, so they are read and evaluated at most once a minute. */
export function cachedWaits(store: Pick<Store, "waits">): () => Promise<KnownWaits> {
	let cached: { readMs: number; value: Promise<KnownWaits> } | undefined;
	return () => {
		const runningMs = performance.now();
		if (!cached || runningMs - cached.readMs > MAX_AGE_MS) {
			const since = new Date(now().getTime() - WAITS_SINCE_MS);
			const value = store.waits(since).then(knownWaits);
			cached = { readMs: runningMs, value };
			value.catch(() => {
				cached = undefined;
			});
		}
		return cached.value;
	};
}

/** Every view has a forecast, so both are computed in advance; plots are rarely requested. */
function knownWaits(waits: readonly Wait[]): KnownWaits {
	const forecasts = { first: forecast(waits, true), repeat: forecast(waits, false) };
	return {
		forecast: (isFirstChange) => (isFirstChange ? forecasts.first : forecasts.repeat),
		plot: (isFirstChange) => waitsPlot(waits, isFirstChange),
	};
}
