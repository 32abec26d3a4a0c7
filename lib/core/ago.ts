const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Within this distance of now, times are shown relative to now. */
const NEAR_MS = 7 * DAY_MS;

/**
 * The distance of a time from now. A negative `count` is in the past, as in
 * `Intl.RelativeTimeFormat`.
 */
export type Distance =
	| { kind: "now" | "far" }
	| { kind: "near"; count: number; unit: "minute" | "hour" | "day" };

/**
 * A distance as people express it: without seconds and rounded down, so that nothing is announced
 * before it has happened. `far`: more than a week, where a date is clearer.
 */
export function distance(at: Date, now: Date): Distance {
	const ms = at.getTime() - now.getTime();
	const size = Math.abs(ms);
	if (size < MINUTE_MS) return { kind: "now" };
	if (size >= NEAR_MS) return { kind: "far" };
	const [unit, unitMs] =
		size < HOUR_MS
			? (["minute", MINUTE_MS] as const)
			: size < DAY_MS
				? (["hour", HOUR_MS] as const)
				: (["day", DAY_MS] as const);
	return { kind: "near", count: Math.sign(ms) * Math.floor(size / unitMs), unit };
}
