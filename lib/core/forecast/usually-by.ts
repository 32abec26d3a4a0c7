import type { OwnForecast } from "./forecast.ts";

const MINUTE_MS = 60_000;

/**
 * The time of day by which nine of ten changes were ready, in whole minutes, rounded up so that nobody
 * comes back too early; `undefined` once it has passed, when the end of this change is unknown.
 *
 * @param changedAt when the change was made
 */
export function usuallyBy(
	{ slowTenthMs }: Pick<OwnForecast, "slowTenthMs">,
	changedAt: Date,
	now: Date,
): Date | undefined {
	const wholeMinutes = Math.ceil((changedAt.getTime() + slowTenthMs) / MINUTE_MS);
	const at = new Date(wholeMinutes * MINUTE_MS);
	return now < at ? at : undefined;
}
