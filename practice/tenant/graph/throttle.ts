import type { GraphRefusal } from "./graph-error.ts";

/** A budget per period, which refills continuously. */
export type Limit = { amount: number; seconds: number };

type ThrottleSettings = {
	/** Resource units per application. */
	units: Limit;
	/** Writes per application. */
	writes: Limit;
	/** Whether a 429 has `Retry-After`. */
	saysRetryAfter: boolean;
};

/** The cost of a request. */
type Cost = { appId: string; units: number; isWrite: boolean };

export type Throttle = {
	readonly settings: ThrottleSettings;
	/** Sets new limits, with full budgets for everybody. */
	set(settings: Partial<ThrottleSettings>): void;
	/** @returns the refusal if the budget is insufficient, without using any of it. */
	take(cost: Cost): GraphRefusal | undefined;
};

/**
 * The identity service's limits for a tenant of over 500 users (`graph/throttling-limits`), without the limit for all
 * applications together, which a single one never reaches.
 */
const LIMITS: ThrottleSettings = {
	units: { amount: 8000, seconds: 10 },
	writes: { amount: 3000, seconds: 150 },
	saysRetryAfter: true,
};

type Bucket = { left: number; at: number };
type Draw = { key: string; limit: Limit; amount: number };

/** Counts what applications use. Each starts with a full budget. */
export function createThrottle(now: () => Date): Throttle {
	let settings = LIMITS;
	const buckets = new Map<string, Bucket>();
	return {
		get settings() {
			return settings;
		},
		set(changes) {
			settings = { ...settings, ...changes };
			buckets.clear();
		},
		take(cost) {
			const at = now().getTime();
			const draws = drawsOf(cost, settings);
			const filled = draws.map((draw) => ({ ...draw, left: leftOf(buckets, draw, at) }));
			const waits = filled.map(({ left, amount, limit }) =>
				left >= amount ? 0 : ((amount - left) * limit.seconds) / limit.amount,
			);
			const wait = Math.max(...waits);
			if (wait > 0) return refusal(wait, settings);
			for (const { key, left, amount } of filled) buckets.set(key, { left: left - amount, at });
			return undefined;
		},
	};
}

function drawsOf({ appId, units, isWrite }: Cost, settings: ThrottleSettings): readonly Draw[] {
	const ofUnits = { key: `${appId} units`, limit: settings.units, amount: units };
	const ofWrites = { key: `${appId} writes`, limit: settings.writes, amount: 1 };
	return isWrite ? [ofUnits, ofWrites] : [ofUnits];
}

function leftOf(buckets: Map<string, Bucket>, { key, limit }: Draw, at: number): number {
	const bucket = buckets.get(key);
	if (bucket === undefined) return limit.amount;
	const back = ((at - bucket.at) / 1000) * (limit.amount / limit.seconds);
	return Math.min(limit.amount, bucket.left + back);
}

function refusal(waitSeconds: number, { saysRetryAfter }: ThrottleSettings): GraphRefusal {
	const seconds = String(Math.max(1, Math.ceil(waitSeconds)));
	return {
		status: 429,
		code: "TooManyRequests",
		message: "Please retry again later.",
		...(saysRetryAfter && { headers: { "retry-after": seconds } }),
	};
}

/** The shortest time, in milliseconds, in which one application can make this many writes. */
export function leastWriteMs(writes: number, { amount, seconds }: Limit): number {
	return (Math.max(0, writes - amount) * seconds * 1000) / amount;
}

/**
 * The cost of a read: the operation's units, one less with `$select`, one less for short pages, but at
 * least one.
 */
export function unitsOf(base: number, query: URLSearchParams): number {
	const top = query.get("$top");
	const less = (query.has("$select") ? 1 : 0) + (top !== null && Number(top) < 20 ? 1 : 0);
	return Math.max(1, base - less);
}
