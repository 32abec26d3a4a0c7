import { createHash } from "node:crypto";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { LIMITS, type LimitName, limitInWords, type Rate } from "#lib/interface/limits.ts";
import type { SharedCounts } from "#lib/server/store/shared-store.ts";
import { type Refusal, tooMany } from "./problem.ts";

type Held = Refusal<"too-many-requests">;

/** The limits of one portal. */
export type Limits = {
	/** Takes one, or some. @returns what to answer when there is not so much left */
	take(name: LimitName, key: string, amount?: number): Promise<Held | undefined>;
	/** Begins one of those that may be answered at once. @returns what to answer, or a function that ends it */
	enter(name: LimitName, key: string): Held | (() => void);
};

/** Somebody else of the few that are answered at once has hardly been answered before. */
const COME_AGAIN_S = 1;

/**
 * @param onHit told of each refusal, without whom it is about
 * @param counts where all portals count together, save for what is answered at once, which each counts
 */
export function createLimits(
	onHit: (name: LimitName) => void = () => undefined,
	counts?: SharedCounts,
): Limits {
	const rates = new Map(
		Object.entries(LIMITS).map(([name, limit]) => [
			name as LimitName,
			rateLimit(limit.rates, counts && { name, counts }),
		]),
	);
	const inside = new Map<string, number>();

	function hold(name: LimitName, retryAfterS: number): Held {
		onHit(name);
		return tooMany(retryAfterS, `At most ${limitInWords(name)}: ${LIMITS[name].counts}.`);
	}

	return {
		async take(name, key, amount) {
			const retryAfterS = await rates.get(name)?.take(key, amount);
			return retryAfterS === undefined ? undefined : hold(name, retryAfterS);
		},
		enter(name, key) {
			const limit = LIMITS[name];
			if (!("atOnce" in limit)) return () => undefined;
			const place = `${name} ${key}`;
			const count = inside.get(place) ?? 0;
			if (count >= limit.atOnce) return hold(name, COME_AGAIN_S);
			inside.set(place, count + 1);
			return () => {
				const left = (inside.get(place) ?? 1) - 1;
				if (left > 0) inside.set(place, left);
				else inside.delete(place);
			};
		},
	};
}

/** Counts what each key has used up. */
type RateLimit = {
	/**
	 * Takes some for a key. @returns after how many whole seconds to come again, when there is not so much
	 * left; `undefined`: it is taken
	 */
	take(key: string, amount?: number): Promise<number | undefined>;
};

/**
 * Makes a limit of one or several rates, the shorter first.
 *
 * @param shared where all portals count together, under this name; without it this process counts for itself,
 * and so it does while the database is away
 */
export function rateLimit(
	rates: readonly Rate[],
	shared?: { name: string; counts: SharedCounts },
): RateLimit {
	const limiters = rates.map((rate) => limiter(rate, shared));
	return {
		async take(key, amount = 1) {
			const counted = shared ? digestOf(key) : key;
			for (const limiter of limiters) {
				try {
					await limiter.consume(counted, amount);
				} catch (refused) {
					if (!(refused instanceof RateLimiterRes)) throw refused;
					return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
				}
			}
			return undefined;
		},
	};
}

/** A database keeps nobody's address, and backups of it neither. */
const digestOf = (key: string) => createHash("sha256").update(key).digest("base64url");

function limiter({ most, withinS }: Rate, shared?: { name: string; counts: SharedCounts }) {
	const own = new RateLimiterMemory({ points: most, duration: withinS });
	if (!shared) return own;
	const { name, counts } = shared;
	return new RateLimiterPostgres({
		storeClient: counts.client,
		tableName: counts.tableName,
		tableCreated: true,
		clearExpiredByTimeout: true,
		keyPrefix: `${name} ${withinS}`,
		points: most,
		duration: withinS,
		// Whoever has used it up is refused without asking again.
		inMemoryBlockOnConsumed: most + 1,
		insuranceLimiter: own,
	});
}
