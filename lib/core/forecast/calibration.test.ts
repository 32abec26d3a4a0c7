import { describe, expect, test } from "vitest";
import { randomFrom } from "../random-from.ts";
import { forecast, type Wait } from "./forecast.ts";

/**
 * Checks that "half" and "nine of ten" hold: changes are made one after another, each is forecast
 * from the waits that had ended before it began, and compared with how long it took. Seeded, so
 * that a failure is never chance.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CHANGES = 6_000;

const exponential = (u: number, mean: number) => -mean * Math.log(1 - u);
const normal = (next: () => number) =>
	Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

type Distribution = (next: () => number, at: number) => number;

const WITH_TIES = "whole minutes, many equal";

/** Distributions of waits, in milliseconds; the second argument is the time of the change. */
const DISTRIBUTIONS: Record<string, Distribution> = {
	"a cycle of 20 minutes that a change meets anywhere": (next) => 2 * MINUTE + next() * 20 * MINUTE,
	"many short waits and a long tail": (next) => 6 * MINUTE * Math.exp(0.6 * normal(next)),
	"days that are either quick or slow": (next) =>
		next() < 0.7 ? exponential(next(), 4 * MINUTE) : 25 * MINUTE + exponential(next(), 10 * MINUTE),
	[WITH_TIES]: (next) => Math.ceil(4 + exponential(next(), 5)) * MINUTE,
	"an occasional outage of hours": (next) =>
		next() < 0.97 ? 5 * MINUTE + next() * 5 * MINUTE : 2 * HOUR + next() * 6 * HOUR,
};

type Predict = (waits: readonly Wait[]) => { medianMs: number; slowTenthMs: number } | undefined;

const portal: Predict = (waits) => {
	const own = forecast(waits, false);
	return own.basis === "own" ? own : undefined;
};

/** How often a change was ready within its forecast. */
function calibration(distribution: Distribution, predict: Predict) {
	const next = randomFrom(20_261_122);
	const pending: { at: number; wait: Wait }[] = [];
	const ended: { at: number; wait: Wait }[] = [];
	const hits = { median: 0, slowTenth: 0, forecasts: 0 };
	let now = 0;
	for (let i = 0; i < CHANGES; i++) {
		now += exponential(next(), 10 * HOUR);
		for (const done of pending.filter((p) => p.at <= now)) {
			ended.push(done);
			pending.splice(pending.indexOf(done), 1);
		}
		while ((ended[0]?.at ?? now) < now - 90 * DAY) ended.shift();
		const predicted = predict(ended.map((e) => e.wait));
		const waitMs = distribution(next, now);
		pending.push({ at: now + waitMs, wait: { waitMs, isFirstChange: false } });
		if (!predicted) continue;
		hits.forecasts++;
		if (waitMs <= predicted.medianMs) hits.median++;
		if (waitMs <= predicted.slowTenthMs) hits.slowTenth++;
	}
	return {
		median: hits.median / hits.forecasts,
		slowTenth: hits.slowTenth / hits.forecasts,
		forecasts: hits.forecasts,
	};
}

/** Four standard errors of a share of this many attempts. */
const error = (share: number, tries: number) => 4 * Math.sqrt((share * (1 - share)) / tries);

/** A conformal rank is exact to one in n + 1; equal waits only err on the safe side. */
function isTrue(
	share: number,
	seen: number,
	{ tries, hasTies = false }: { tries: number; hasTies?: boolean },
) {
	const tooLow = seen < share - error(share, tries);
	const tooHigh = seen > share + 1 / 150 + error(share, tries);
	return !tooLow && (hasTies || !tooHigh);
}

describe("the rolling forecast holds within statistical error", () => {
	test.each(Object.entries(DISTRIBUTIONS))("%s", (name, distribution) => {
		const { median, slowTenth, forecasts } = calibration(distribution, portal);
		expect(forecasts).toBeGreaterThan(CHANGES - 100);
		const tries = { tries: forecasts, hasTies: name === WITH_TIES };
		expect({ median, isTrue: isTrue(0.5, median, tries) }).toEqual({ median, isTrue: true });
		expect({ slowTenth, isTrue: isTrue(0.9, slowTenth, tries) }).toEqual({
			slowTenth,
			isTrue: true,
		});
	});
	test.each(Object.entries(DISTRIBUTIONS))("from the twentieth wait: %s", (name, distribution) => {
		const seen = hitsOfTwenty(distribution, portal);
		expect(seen).toBeGreaterThan(0.9 - error(0.9, CHANGES));
		// 19 of 21 is what rank 19 of 20 waits yields; no rank is nearer to nine of ten.
		if (name !== WITH_TIES) expect(seen).toBeLessThan(19 / 21 + error(0.9, CHANGES));
	});
});

/** How often the next of 21 changes was ready within the slow tenth of the first 20. */
function hitsOfTwenty(distribution: Distribution, predict: Predict): number {
	const next = randomFrom(7);
	const draw = (): Wait => ({ waitMs: distribution(next, 0), isFirstChange: false });
	const hits = Array.from({ length: CHANGES }, () => {
		const predicted = predict(Array.from({ length: 20 }, draw));
		return predicted !== undefined && draw().waitMs <= predicted.slowTenthMs;
	});
	return hits.filter(Boolean).length / CHANGES;
}

describe("the calibration test can fail", () => {
	const sorted = (waits: readonly Wait[]) => waits.map((w) => w.waitMs).sort((a, b) => a - b);
	const at =
		(share: number): Predict =>
		(waits) => {
			const ms = sorted(waits);
			const slowTenthMs = ms[Math.floor(share * ms.length)];
			return ms.length < 20 || slowTenthMs === undefined ? undefined : { medianMs: 0, slowTenthMs };
		};
	const cases: [name: string, distribution: Distribution, predict: Predict][] = [
		["a quantile of 0.87", (next) => next() * 20 * MINUTE, at(0.87)],
		["a quantile of 0.93", (next) => next() * 20 * MINUTE, at(0.93)],
		[
			"twice the mean, which fits one distribution by chance",
			(next) => 6 * MINUTE * Math.exp(0.6 * normal(next)),
			(waits) => {
				const mean = sorted(waits).reduce((a, b) => a + b, 0) / Math.max(1, waits.length);
				return waits.length < 20 ? undefined : { medianMs: mean, slowTenthMs: 2 * mean };
			},
		],
		["waits that grow week by week", (next, t) => (1 + t / (60 * DAY)) * next() * MINUTE, portal],
	];
	test.each(cases)("%s is detected", (_name, distribution, predict) => {
		const { slowTenth, forecasts } = calibration(distribution, predict);
		expect(isTrue(0.9, slowTenth, { tries: forecasts })).toBe(false);
	});
	test("the plain quantile of 20 waits is detected", () => {
		const plain: Predict = (waits) => ({ medianMs: 0, slowTenthMs: sorted(waits)[17] ?? 0 });
		const seen = hitsOfTwenty((next) => next() * MINUTE, plain);
		expect(seen).toBeLessThan(0.9 - error(0.9, CHANGES));
	});
});
