/** The pace of calls to a service that throttles: bursts until it refuses, then a pause. */
export type Pace = {
	/** How long to wait after the next refusal. */
	pauseMs: number;
	/** Calls accepted since the last pause. */
	accepted: number;
	/** How many calls may run concurrently. */
	lanes: number;
	/** The previous pause and what it yielded, to see whether a longer one yields more. */
	before: { pauseMs: number; accepted: number } | undefined;
	/** No call goes out before this time, in milliseconds since 1970. */
	opensAt: number;
};

const FIRST_PAUSE_MS = 1_000;
/** A throttling window longer than this, without `Retry-After`, costs at most this much at its end. */
const LONGEST_PAUSE_MS = 15_000;
/** A pause meant to allow larger bursts is not longer than this. */
const LONGEST_GATHERING_MS = 8_000;
/** Smaller bursts waste too many calls on refusals, which count against the limit as well. */
const ENOUGH = 100;
/** A longer pause must yield this much more, or quota is lost while waiting. */
const WORTH_IT = 1.5;
export const MOST_LANES = 4;

export const FULL_PACE: Pace = {
	pauseMs: FIRST_PAUSE_MS,
	accepted: 0,
	lanes: MOST_LANES,
	before: undefined,
	opensAt: 0,
};

/** After `count` calls were accepted. */
export function wentThrough(pace: Pace, count: number): Pace {
	if (count === 0) return pace;
	return {
		...pace,
		accepted: pace.accepted + count,
		lanes: Math.min(MOST_LANES, pace.lanes * 2),
	};
}

/**
 * After a refusal at `now`. Limits refill gradually or all at once, and services do not always say
 * when. Waiting costs nothing while less refills than the limit holds, so pauses grow while they
 * yield more and shrink when they do not.
 */
export function refused(pace: Pace, now: number, retryAfterMs = 0): Pace {
	// Refusals of concurrent calls count once.
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
