import type { OwnForecast } from "./forecast.ts";

const MINUTE_MS = 60_000;

/** A forecast at a given moment. Never a time that has passed. */
type ForecastClock =
	| { phase: "before-median"; medianAt: Date; slowTenthAt: Date }
	/** `isSlow`: it is already taking longer than half of them. */
	| { phase: "before-slow-tenth"; slowTenthAt: Date; isSlow: boolean }
	/** It is taking longer than nine of ten; the end is unknown. */
	| { phase: "longer" };

/**
 * Turns a forecast into times of day, in whole minutes, rounded up so that "by" stays true.
 *
 * @param changedAt when the change was made
 */
export function forecastClock(
	{ medianMs, slowTenthMs }: Pick<OwnForecast, "medianMs" | "slowTenthMs">,
	changedAt: Date,
	now: Date,
): ForecastClock {
	const medianAt = wholeMinuteAfter(changedAt, medianMs);
	const slowTenthAt = wholeMinuteAfter(changedAt, slowTenthMs);
	if (now >= slowTenthAt) return { phase: "longer" };
	const isSlow = now >= medianAt;
	const isOneTime = medianAt.getTime() === slowTenthAt.getTime();
	if (isSlow || isOneTime) return { phase: "before-slow-tenth", slowTenthAt, isSlow };
	return { phase: "before-median", medianAt, slowTenthAt };
}

function wholeMinuteAfter(start: Date, afterMs: number): Date {
	return new Date(Math.ceil((start.getTime() + afterMs) / MINUTE_MS) * MINUTE_MS);
}
