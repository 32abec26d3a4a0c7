/** Waits fewer than this say too little to be shown as this organisation's own. */
const ENOUGH_WAITS = 20;

/**
 * How long a change will take. `own` comes from the portal's own waits; `microsoft` is Microsoft's
 * wording, until there are enough of them. There is no third: a percentage would be invented.
 */
export type Forecast =
	| { basis: "own"; waits: number; medianMs: number; slowTenthMs: number }
	| { basis: "microsoft"; usualMinutes: number; source: string };

/** Task 5 of the tutorial's editions of 2016 to 2018: "typically, about 20 minutes". */
const MICROSOFT: Forecast = {
	basis: "microsoft",
	usualMinutes: 20,
	source: "https://learn.microsoft.com/entra/identity/domain-services/tutorial-create-instance",
};

/**
 * Derives a forecast from waits in milliseconds (`usable` minus `changedAt`), in any order.
 * Quantiles are the smallest wait that at least that share of all waits did not exceed.
 */
export function forecast(waitsMs: readonly number[]): Forecast {
	if (waitsMs.length < ENOUGH_WAITS) return MICROSOFT;
	const sorted = [...waitsMs].sort((a, b) => a - b);
	return {
		basis: "own",
		waits: sorted.length,
		medianMs: quantile(sorted, 0.5),
		slowTenthMs: quantile(sorted, 0.9),
	};
}

function quantile(sorted: readonly number[], share: number): number {
	return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}
