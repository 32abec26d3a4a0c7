import { type RateLimit, rateLimit } from "#lib/server/http/rate-limit.ts";

/** What is held back, and by which key. */
export type Limits = {
	/** Links that were not found, by network address: a whole company may share one, guessers fail. */
	wrongLinks: RateLimit;
	/** Counted openings, by network address. */
	linkMarks: RateLimit;
	/** Look-ups in the managed domain, by agent; one call holds up to 500 people. */
	lookUps: RateLimit;
	/** Calls about cohorts, by agent; 20,000 people are 20 portions. */
	cohorts: RateLimit;
};

export function createLimits(): Limits {
	return {
		wrongLinks: rateLimit({ burst: 30, perSecond: 0.5 }),
		linkMarks: rateLimit({ burst: 1_000, perSecond: 20 }),
		lookUps: rateLimit({ burst: 120, perSecond: 2 }),
		cohorts: rateLimit({ burst: 240, perSecond: 2 }),
	};
}
