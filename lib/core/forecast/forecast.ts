/** Fewer waits than this are not shown as the organisation's own. */
const ENOUGH_WAITS = 20;

/** First and later changes are forecast separately if one median is at least this many times the other. */
const APART_FROM = 1.2;

/** How long one change took: `usable` minus `changedAt`. */
export type Wait = {
	waitMs: number;
	/** The managed domain held no password of this person, so the account had to be created first. */
	isFirstChange: boolean;
};

/** The waits that a forecast is based on. */
type WaitGroup = "all" | "first" | "repeat";

/** A forecast from the portal's own waits. */
export type OwnForecast = {
	basis: "own";
	of: WaitGroup;
	/** The number of waits it is based on. */
	waits: number;
	medianMs: number;
	slowTenthMs: number;
};

/**
 * How long a change will take. `own` is based on the portal's own waits; `microsoft` is Microsoft's
 * wording, until there are enough of them. There is no third option: a percentage would be
 * invented.
 */
export type Forecast = OwnForecast | { basis: "microsoft"; usualMinutes: number; source: string };

/** Task 5 of the tutorial's editions of 2016 to 2018: "typically, about 20 minutes". */
const MICROSOFT: Forecast = {
	basis: "microsoft",
	usualMinutes: 20,
	source: "https://learn.microsoft.com/entra/identity/domain-services/tutorial-create-instance",
};

/** Forecasts one change from earlier waits, in any order. */
export function forecast(waits: readonly Wait[], isFirstChange: boolean): Forecast {
	const { of, waitsMs } = waitsLike(waits, isFirstChange);
	if (waitsMs.length < ENOUGH_WAITS) return MICROSOFT;
	return {
		basis: "own",
		of,
		waits: waitsMs.length,
		medianMs: quantile(waitsMs, 5),
		slowTenthMs: quantile(waitsMs, 9),
	};
}

/**
 * The waits that a change is compared with: those of its own kind if there are enough of both kinds
 * and they differ, else all. In milliseconds, shortest first.
 */
export function waitsLike(
	waits: readonly Wait[],
	isFirstChange: boolean,
): { of: WaitGroup; waitsMs: number[] } {
	const first = sorted(waits.filter((w) => w.isFirstChange));
	const repeat = sorted(waits.filter((w) => !w.isFirstChange));
	if (!areApart(first, repeat)) return { of: "all", waitsMs: sorted(waits) };
	return isFirstChange ? { of: "first", waitsMs: first } : { of: "repeat", waitsMs: repeat };
}

function areApart(first: readonly number[], repeat: readonly number[]): boolean {
	if (Math.min(first.length, repeat.length) < ENOUGH_WAITS) return false;
	const medians = [quantile(first, 5), quantile(repeat, 5)];
	return Math.max(...medians) > APART_FROM * Math.min(...medians);
}

function sorted(waits: readonly Wait[]): number[] {
	return waits.map((w) => w.waitMs).sort((a, b) => a - b);
}

/**
 * The wait that the next one will not exceed in at least so many of ten cases, whatever the
 * distribution, as long as the next is of the same kind: the conformal quantile, rank ceil(share *
 * (n + 1)). The plain quantile of n waits would promise slightly too much.
 */
function quantile(sortedMs: readonly number[], tenths: number): number {
	const rank = Math.ceil(((sortedMs.length + 1) * tenths) / 10);
	return sortedMs[rank - 1] ?? Number.POSITIVE_INFINITY;
}
