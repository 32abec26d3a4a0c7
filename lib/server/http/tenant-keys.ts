import { setTimeout as delay } from "node:timers/promises";
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import type { PartState } from "#lib/core/portal-health.ts";
import type { Log } from "#lib/log.ts";

/** Keys older than this are read again, but still verify tokens meanwhile. */
const FRESH_MS = 10 * 60_000;
/**
 * A key that the tenant has withdrawn is not accepted for longer than this, even if the tenant
 * cannot be reached: "check for updates at least every 24 hours" (Microsoft, signing key rollover).
 */
const KEPT_MS = 24 * 60 * 60_000;
/** The minimum between two reads, however many tokens have unknown keys. */
const PAUSE_MS = 1_000;
const TIMEOUT_MS = 5_000;

/** Finds the key of a token, and reports the state of the keys. */
export type TenantKeys = {
	/**
	 * The key function for `jwtVerify`; rejects with an error other than jose's if the tenant had to
	 * be asked and did not answer.
	 */
	find: JWTVerifyGetKey;
	/**
	 * Identifies the current keys: a new object after each read. `undefined`: there are none that may still be used.
	 */
	current(): object | undefined;
	/**
	 * `away`: there are no keys to verify a token with, and the tenant serves none. Answers within a
	 * second.
	 */
	state(): Promise<PartState>;
};

/** Health checks do not wait for a tenant that hangs. */
const STATE_WITHIN_MS = 1_000;

type Known = { find: ReturnType<typeof createLocalJWKSet>; readMs: number };

/**
 * The tenant's signing keys (RFC 7517). Known ones remain accepted while the tenant does not
 * answer. An unknown one triggers a read; all callers share it, at most one per second, so that
 * garbage neither floods the tenant nor delays a key that is really new. The log says why they cannot be read, once,
 * and when they can again.
 *
 * @param runningMs a monotonic clock
 */
export function tenantKeys(
	url: string,
	runningMs = () => performance.now(),
	log?: Log,
): TenantKeys {
	let known: Known | undefined;
	let startedMs = Number.NEGATIVE_INFINITY;
	let reading: Promise<void> = Promise.resolve();
	let next: Promise<void> | undefined;
	let hasFailed = false;

	async function read(): Promise<void> {
		startedMs = runningMs();
		try {
			const find = createLocalJWKSet(await readKeys(url));
			known = { find, readMs: startedMs };
		} catch (error) {
			const cause = error instanceof Error ? error.cause : undefined;
			if (!hasFailed) log?.warn("tenant-keys-unread", { url, error, cause });
			hasFailed = true;
			throw error;
		}
		if (hasFailed) log?.info("tenant-keys-read");
		hasFailed = false;
	}

	/** A read that starts after this call: one in progress may have missed a new key. */
	function freshRead(): Promise<void> {
		next ??= (async () => {
			await reading.catch(() => undefined);
			await delay(Math.max(0, startedMs + PAUSE_MS - runningMs()));
			next = undefined;
			reading = read();
			await reading;
		})();
		return next;
	}

	const ageMs = () => (known ? runningMs() - known.readMs : Number.POSITIVE_INFINITY);

	function current(): Known | undefined {
		if (ageMs() > KEPT_MS) return undefined;
		if (ageMs() > FRESH_MS) freshRead().catch(() => undefined);
		return known;
	}

	async function find(...[header, token]: Parameters<JWTVerifyGetKey>) {
		if (!current()) await freshRead();
		try {
			return await keyOf(known, header, token);
		} catch (error) {
			if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
			await freshRead();
			return await keyOf(known, header, token);
		}
	}

	return {
		find,
		current,
		async state() {
			if (ageMs() > FRESH_MS) {
				const timeout = new AbortController();
				await Promise.race([
					freshRead().catch(() => undefined),
					delay(STATE_WITHIN_MS, undefined, { signal: timeout.signal }).catch(() => undefined),
				]);
				timeout.abort();
			}
			if (ageMs() > KEPT_MS) return "away";
			return ageMs() > FRESH_MS ? "degraded" : "ok";
		},
	};
}

async function keyOf(known: Known | undefined, ...asked: Parameters<JWTVerifyGetKey>) {
	if (!known) throw new Error("The tenant's keys were never read");
	return await known.find(...asked);
}

/** @throws an error other than jose's: no failure here is the token's fault */
async function readKeys(url: string): Promise<JSONWebKeySet> {
	const answer = await fetch(url, {
		headers: { Accept: "application/json" },
		redirect: "manual",
		signal: AbortSignal.timeout(TIMEOUT_MS),
	});
	if (answer.status !== 200) throw new Error(`The tenant's keys: HTTP ${answer.status}`);
	const body = (await answer.json()) as Partial<JSONWebKeySet> | null;
	if (!Array.isArray(body?.keys)) throw new Error("The tenant's keys: not a key set");
	// Entra always has some. Accepting an empty set would drop the known keys and refuse everybody.
	const keys = body.keys.filter((key) => key?.kty === "RSA");
	if (keys.length === 0) throw new Error("The tenant's keys: none that verifies");
	return { keys };
}
