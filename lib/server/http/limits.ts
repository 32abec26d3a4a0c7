import type { LimitName } from "#lib/interface/interface.ts";
import { type RateLimit, rateLimit } from "./rate-limit.ts";

/** What is held back: by agent or caller where there is a token, else by network address. */
export type Limits = Record<LimitName, RateLimit> & {
	/** Links that were not found. One that leads somewhere is never held back, whoever shares its address. */
	wrongLinks: RateLimit;
	/** All calls with a token. */
	calls: RateLimit;
};

export function createLimits(): Limits {
	return {
		calls: rateLimit({ burst: 600, perSecond: 5 }),
		wrongLinks: rateLimit({ burst: 30, perSecond: 0.5 }),
		linkMarks: rateLimit({ burst: 1_000, perSecond: 20 }),
		/** One call holds up to 500 people. */
		lookUps: rateLimit({ burst: 120, perSecond: 2 }),
		/** 20,000 people are 20 portions. */
		cohorts: rateLimit({ burst: 240, perSecond: 2 }),
		/** Everybody of a company may come back in one moment. */
		streams: rateLimit({ burst: 20_000, perSecond: 200 }),
	};
}
