const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Until so long from now a time is told by its distance. */
const NEAR_MS = 7 * DAY_MS;

/** How far a time is from now: in the past `count` is negative, as `Intl.RelativeTimeFormat` wants it. */
export type Distance =
	| { kind: "now" | "far" }
	| { kind: "near"; count: number; unit: "minute" | "hour" | "day" };

/**
 * A distance as people say it: without seconds, rounded down, so that nothing is told before it has
 * happened. `far`: over a week, where a date says more.
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
