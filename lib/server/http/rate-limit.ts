/** How much is allowed: at once, and then again with each second. */
type Rate = { burst: number; perSecond: number };

/** Counts what each caller has used up; in memory, each process for itself. */
export type RateLimit = {
	/** Whether one caller may go on at `now`. Takes nothing. */
	isFree(key: string, now: Date): boolean;
	/** Takes one. @returns whether there was one to take */
	take(key: string, now: Date): boolean;
	/** After how many whole seconds there is one again. */
	retryAfterS(key: string, now: Date): number;
};

/** More callers than this are not remembered; the ones that were quiet longest are forgotten first. */
const MAX_KEYS = 10_000;

/** Makes a limit in which every key has a bucket of its own that fills again with time. */
export function rateLimit({ burst, perSecond }: Rate): RateLimit {
	const buckets = new Map<string, { left: number; atMs: number }>();

	function left(key: string, now: Date): number {
		const bucket = buckets.get(key);
		if (!bucket) return burst;
		const seconds = Math.max(0, now.getTime() - bucket.atMs) / 1_000;
		return Math.min(burst, bucket.left + seconds * perSecond);
	}

	return {
		isFree: (key, now) => left(key, now) >= 1,
		take(key, now) {
			const before = left(key, now);
			if (before < 1) return false;
			buckets.delete(key);
			buckets.set(key, { left: before - 1, atMs: now.getTime() });
			const oldest = buckets.keys().next();
			if (buckets.size > MAX_KEYS && !oldest.done) buckets.delete(oldest.value);
			return true;
		},
		retryAfterS: (key, now) => Math.max(1, Math.ceil((1 - left(key, now)) / perSecond)),
	};
}
