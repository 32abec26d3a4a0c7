import { type Forecast, forecast } from "#lib/core/forecast.ts";
import type { Store } from "#lib/server/store/store.ts";

/** The forecast looks this far back. */
const WAITS_SINCE_MS = 90 * 24 * 60 * 60_000;
const MAX_AGE_MS = 60_000;

/** The forecast is the same for everybody, so the waits are read once a minute at most. */
export function cachedForecast(store: Store): () => Promise<Forecast> {
	let cached: { at: number; value: Promise<Forecast> } | undefined;
	return () => {
		const now = Date.now();
		if (!cached || now - cached.at > MAX_AGE_MS) {
			const value = store.waits(new Date(now - WAITS_SINCE_MS)).then(forecast);
			cached = { at: now, value };
			value.catch(() => {
				cached = undefined;
			});
		}
		return cached.value;
	};
}
