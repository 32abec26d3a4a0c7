import { type Refusal, tooMany } from "./problem.ts";

/** How much is allowed: at once, and then again with each second. */
type Rate = { burst: number; perSecond: number };

/** Counts what each caller has used up; in memory, each process for itself. */
export type RateLimit = {
	/** Whether one caller may go on. Takes nothing. */
	isFree(key: string): boolean;
	/** Takes one. @returns whether there was one to take */
	take(key: string): boolean;
	/** After how many whole seconds there is one again. */
	retryAfterS(key: string): number;
};

/** More callers than this are not remembered; the ones that were quiet longest are forgotten first. */
const MAX_KEYS = 10_000;

/**
 * Makes a limit in which every key has a bucket of its own that fills again with time.
 *
 * @param runningMs a time that nobody sets: a clock that is put back would hold everybody back
 */
export function rateLimit(
	{ burst, perSecond }: Rate,
	runningMs: () => number = () => performance.now(),
): RateLimit {
	const buckets = new Map<string, { left: number; atMs: number }>();

	function left(key: string): number {
		const bucket = buckets.get(key);
		if (!bucket) return burst;
		const seconds = (runningMs() - bucket.atMs) / 1_000;
		return Math.min(burst, bucket.left + seconds * perSecond);
	}

	return {
		isFree: (key) => left(key) >= 1,
		take(key) {
			const before = left(key);
			if (before < 1) return false;
			buckets.delete(key);
			buckets.set(key, { left: before - 1, atMs: runningMs() });
			const oldest = buckets.keys().next();
			if (buckets.size > MAX_KEYS && !oldest.done) buckets.delete(oldest.value);
			return true;
		},
		retryAfterS: (key) => Math.max(1, Math.ceil((1 - left(key)) / perSecond)),
	};
}

/** Takes one for a caller. @returns what to answer when there is none to take */
export function heldBack(limit: RateLimit, key: string): Refusal<"too-many-requests"> | undefined {
	return limit.take(key) ? undefined : tooMany(limit.retryAfterS(key));
}
