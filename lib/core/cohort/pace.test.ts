import { describe, expect, test } from "vitest";
import { FULL_PACE, refused, wentThrough } from "./pace.ts";

type Service = { take(at: number): { ok: true } | { ok: false; retryAfterMs: number } };

/** A limit that refills gradually, as in the practice tenant. */
function trickle(amount: number, ms: number): Service {
	let left = amount;
	let then = 0;
	return {
		take(at) {
			left = Math.min(amount, left + ((at - then) * amount) / ms);
			then = at;
			if (left < 1) {
				return { ok: false, retryAfterMs: 1000 * Math.ceil(((1 - left) * ms) / amount / 1000) };
			}
			left -= 1;
			return { ok: true };
		},
	};
}

/** A limit per window; it refills completely at the end of the window. */
function windows(amount: number, ms: number): Service {
	let window = -1;
	let left = 0;
	return {
		take(at) {
			const now = Math.floor(at / ms);
			if (now !== window) [window, left] = [now, amount];
			if (left === 0) return { ok: false, retryAfterMs: (now + 1) * ms - at };
			left -= 1;
			return { ok: true };
		},
	};
}

/** Simulates a run: each batch of 20 takes 300 ms, shared by the lanes. */
function play(service: Service, people: number, saysRetryAfter: boolean) {
	let pace = FULL_PACE;
	let at = 0;
	let done = 0;
	let inVain = 0;
	while (done < people) {
		at += 300 / pace.lanes;
		let accepted = 0;
		let wait: number | undefined;
		for (let n = Math.min(20, people - done); n > 0; n--) {
			const answer = service.take(at);
			if (answer.ok) accepted += 1;
			else wait = answer.retryAfterMs;
		}
		done += accepted;
		pace = wentThrough(pace, accepted);
		if (wait === undefined) continue;
		inVain += 1;
		pace = refused(pace, at, saysRetryAfter ? wait : undefined);
		at = pace.opensAt;
	}
	return { ms: at, inVain };
}

describe.each([true, false])("20,000 people, Retry-After sent: %s", (saysRetryAfter) => {
	test.each<[string, () => Service, number]>([
		["Entra's limit, refilled gradually", () => trickle(3000, 150_000), 850_000],
		["Entra's limit in windows", () => windows(3000, 150_000), 900_000],
		["ten times as fast", () => trickle(3000, 15_000), 85_000],
		["a small tenant", () => trickle(100, 10_000), 1_990_000],
	])("%s: at most 1.2 times the least possible time", (_what, open, leastMs) => {
		const { ms, inVain } = play(open(), 20_000, saysRetryAfter);
		expect(ms / leastMs).toBeLessThanOrEqual(1.2);
		expect(inVain).toBeLessThan(1000);
	});
});

test("a pause grows while nothing is accepted, up to a limit", () => {
	let pace = FULL_PACE;
	const waits = Array.from({ length: 6 }, () => {
		const now = pace.opensAt;
		pace = refused(pace, now);
		return pace.opensAt - now;
	});
	expect(waits).toEqual([2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

test("Retry-After is honoured", () => {
	expect(refused(FULL_PACE, 0, 60_000).opensAt).toBe(60_000);
});

test("refusals of concurrent calls count once", () => {
	const pace = refused(FULL_PACE, 0);
	expect(refused(pace, 500)).toEqual(pace);
	expect(refused(pace, 500, 9000)).toEqual({ ...pace, opensAt: 9500 });
});

test("after a refusal calls are sent one at a time", () => {
	const pace = refused(FULL_PACE, 0);
	expect(pace.lanes).toBe(1);
	expect(wentThrough(wentThrough(pace, 20), 20).lanes).toBe(4);
});
