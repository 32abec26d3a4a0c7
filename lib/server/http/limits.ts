import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { LIMITS, type LimitName, limitInWords, type Rate } from "#lib/interface/limits.ts";
import { digest } from "#lib/server/digest.ts";
import type { SharedCounts } from "#lib/server/store/shared-store.ts";
import { type Refusal, tooMany } from "./problem.ts";

type Rejected = Refusal<"too-many-requests">;

/** The limits of one portal. */
export type Limits = {
	/** Takes one unit, or several. @returns what to answer when too few are left */
	take(name: LimitName, key: string, amount?: number): Promise<Rejected | undefined>;
	/** Starts a call whose concurrency is limited. @returns what to answer, or a function that ends it */
	enter(name: LimitName, key: string): Rejected | (() => void);
};

/** A slot for a concurrent call rarely becomes free sooner. */
const RETRY_AFTER_S = 1;

/**
 * @param onHit called for each refusal, without naming the caller
 * @param counts where all portals count together; concurrent calls are counted by each portal
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

	function hold(name: LimitName, retryAfterS: number): Rejected {
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
			if (count >= limit.atOnce) return hold(name, RETRY_AFTER_S);
			inside.set(place, count + 1);
			return () => {
				const left = (inside.get(place) ?? 1) - 1;
				if (left > 0) inside.set(place, left);
				else inside.delete(place);
			};
		},
	};
}

/** Counts how much each key has used. */
type RateLimit = {
	/** Takes units for a key. @returns the seconds until a retry if too few are left, `undefined` if they were taken */
	take(key: string, amount?: number): Promise<number | undefined>;
};

/**
 * A limit of one or several rates, the shorter ones first.
 *
 * @param shared where all portals count together, under this name; without it, and while the
 *   database is away, this process counts by itself
 */
export function rateLimit(
	rates: readonly Rate[],
	shared?: { name: string; counts: SharedCounts },
): RateLimit {
	const limiters = rates.map((rate) => limiter(rate, shared));
	return {
		async take(key, amount = 1) {
			// The database, and so its backups, contain no addresses.
			const counted = shared ? digest(key) : key;
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

function limiter({ most, withinS }: Rate, shared?: { name: string; counts: SharedCounts }) {
	const own = new RateLimiterMemory({ points: most, duration: withinS });
	if (!shared) return own;
	const { name, counts } = shared;
	const together = new RateLimiterPostgres({
		storeClient: counts.client,
		storeType: "pool",
		tableName: counts.tableName,
		tableCreated: true,
		clearExpiredByTimeout: true,
		keyPrefix: `${name} ${withinS}`,
		points: most,
		duration: withinS,
		// A key that has used up its units is refused without another query.
		inMemoryBlockOnConsumed: most + 1,
		insuranceLimiter: own,
	});
	return most < MANY ? together : inPortions(together);
}

/** If ten calls are a small share of the limit, most calls need no query. */
const MANY = 100;
const PORTION = 10;

/**
 * Takes ten of the shared units at a time and hands them out one by one. Together the portals never exceed the limit; units left
 * over on one portal are lost to the others.
 */
function inPortions(together: RateLimiterPostgres) {
	const left = new Map<string, number>();
	const underWay = new Map<string, Promise<void>>();

	async function take(key: string, amount: number): Promise<void> {
		const { msBeforeNext } = await together.consume(key, amount);
		if (!left.has(key)) setTimeout(() => left.delete(key), msBeforeNext).unref();
		left.set(key, (left.get(key) ?? 0) + amount);
	}

	return {
		async consume(key: string, amount: number): Promise<void> {
			for (let has = left.get(key) ?? 0; has < amount; has = left.get(key) ?? 0) {
				const taking = underWay.get(key) ?? take(key, Math.max(amount, PORTION));
				underWay.set(key, taking);
				await taking.finally(() => underWay.delete(key));
			}
			left.set(key, (left.get(key) ?? 0) - amount);
		},
	};
}
