/** How fast calls go to a service that throttles: in bursts until it refuses, then a pause. */
export type Pace = {
	/** How long to wait after the next refusal. */
	pauseMs: number;
	/** What went through since the last pause. */
	accepted: number;
	/** How many calls may be under way at once. */
	lanes: number;
	/** The pause before this one and what it was good for; to see whether a longer one brings more. */
	before: { pauseMs: number; accepted: number } | undefined;
	/** No call goes out before this time, in milliseconds since 1970. */
	opensAt: number;
};

const FIRST_PAUSE_MS = 1_000;
/** A window that is longer than this without `Retry-After` costs at most this much at its end. */
const LONGEST_PAUSE_MS = 15_000;
/** A pause for the sake of larger bursts is not longer than this. */
const LONGEST_GATHERING_MS = 8_000;
/** Bursts smaller than this waste too many calls on refusals, which services count as well. */
const ENOUGH = 100;
/** A longer pause has to bring this much more, else what comes back is lost while waiting. */
const WORTH_IT = 1.5;
export const MOST_LANES = 4;

export const FULL_PACE: Pace = {
	pauseMs: FIRST_PAUSE_MS,
	accepted: 0,
	lanes: MOST_LANES,
	before: undefined,
	opensAt: 0,
};

/** After calls of which so many went through. */
export function wentThrough(pace: Pace, count: number): Pace {
	if (count === 0) return pace;
	return {
		...pace,
		accepted: pace.accepted + count,
		lanes: Math.min(MOST_LANES, pace.lanes * 2),
	};
}

/**
 * After a refusal at `now`. Limits come back little by little or at once after a while, and services do not
 * always say when. Nothing is lost by waiting as long as less comes back than the limit holds, so pauses
 * grow while they bring more, and shrink when they do not.
 */
export function refused(pace: Pace, now: number, retryAfterMs = 0): Pace {
	// Calls that were under way together are refused together; that counts once.
	if (now < pace.opensAt) {
		return { ...pace, opensAt: Math.max(pace.opensAt, now + retryAfterMs) };
	}
	const pauseMs = nextPause(pace);
	const before = pace.accepted > 0 ? { pauseMs: pace.pauseMs, accepted: pace.accepted } : undefined;
	const opensAt = now + Math.max(retryAfterMs, pauseMs);
	return { pauseMs, accepted: 0, lanes: 1, before, opensAt };
}

function nextPause({ pauseMs, accepted, before }: Pace): number {
	if (accepted === 0) return Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
	if (accepted >= ENOUGH) return Math.min(pauseMs, LONGEST_GATHERING_MS);
	const isLonger = before && pauseMs > before.pauseMs;
	if (isLonger && accepted < before.accepted * WORTH_IT) return before.pauseMs;
	return Math.min(LONGEST_GATHERING_MS, pauseMs * 2);
}
