import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Rate } from "#lib/interface/limits.ts";

/** Counts what each key has used up; in memory, each process for itself. */
export type RateLimit = {
	/**
	 * Takes some for a key. @returns after how many whole seconds to come again, when there is not so much
	 * left; `undefined`: it is taken
	 */
	take(key: string, amount?: number): Promise<number | undefined>;
};

/**
 * Makes a limit of one or several rates, the shorter first. Whatever counts elsewhere than in memory takes
 * its place here.
 */
export function rateLimit(rates: readonly Rate[]): RateLimit {
	const limiters = rates.map(
		({ most, withinS }) => new RateLimiterMemory({ points: most, duration: withinS }),
	);
	return {
		async take(key, amount = 1) {
			for (const limiter of limiters) {
				try {
					await limiter.consume(key, amount);
				} catch (refused) {
					if (!(refused instanceof RateLimiterRes)) throw refused;
					return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
				}
			}
			return undefined;
		},
	};
}
