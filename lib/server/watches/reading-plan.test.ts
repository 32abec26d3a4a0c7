import { expect, test } from "vitest";
import { createReadingPlan } from "./reading-plan.ts";

const TICK_MS = 100;
const SECOND = 1_000;
const TWO_MINUTES = 120 * SECOND;

const many = (count: number) => Array.from({ length: count }, (_, number) => `id-${number}`);

/** The people read at each tick, for a while; each is planned again whenever it is read. */
function readings(people: string[], pollMs: number, seconds: number): string[][] {
	const plan = createReadingPlan(TICK_MS, 100);
	for (const one of people) plan.plan(one, pollMs, 0);
	return Array.from({ length: (seconds * SECOND) / TICK_MS }, (_, tick) => {
		const due = plan.takeDue(tick * TICK_MS);
		for (const one of due) plan.plan(one, pollMs, tick * TICK_MS);
		return due;
	});
}

/** How many are read in the busiest second. */
const busiest = (ticks: number[]) =>
	Math.max(...ticks.map((_, i) => ticks.slice(i, i + 10).reduce((sum, n) => sum + n, 0)));

test("ten thousand fresh watches are each read every second, as many at every tick", () => {
	const ticks = readings(many(10_000), SECOND, 15).slice(110);
	for (const tick of ticks) {
		expect(tick.length).toBeGreaterThanOrEqual(800);
		expect(tick.length).toBeLessThanOrEqual(1_200);
	}
	expect(ticks.flat().filter((one) => one === "id-0")).toHaveLength(4);
});

test("of many found at once only a thousand a second are read, so that pages can reconnect", () => {
	const seen = new Set<string>();
	const firsts = readings(many(10_000), SECOND, 12).map((tick) => {
		const first = tick.filter((one) => !seen.has(one));
		for (const one of first) seen.add(one);
		return first.length;
	});
	expect(busiest(firsts)).toBeLessThanOrEqual(1_400);
	expect(seen.size).toBe(10_000);
});

test("a gap noticed at start does not speed that up", () => {
	const plan = createReadingPlan(TICK_MS, 100);
	for (const nowMs of [0, 300]) {
		for (const one of many(10_000)) plan.plan(one, SECOND, nowMs);
	}
	expect(plan.takeDue(2 * SECOND).length).toBeLessThanOrEqual(2_300);
});

test("a newcomer among thousands is read within seconds, and people who have left are not read", () => {
	const plan = createReadingPlan(TICK_MS, 100);
	const others = many(5_000);
	for (const one of others) plan.plan(one, TWO_MINUTES, 0);
	plan.takeDue(10 * SECOND);
	for (const one of others) plan.plan(one, TWO_MINUTES, 10 * SECOND);
	plan.plan("comes", TWO_MINUTES, 10 * SECOND);
	for (const one of others.slice(0, 1_000)) plan.forget(one);
	expect(plan.takeDue(16 * SECOND)).toContain("comes");
	const gone = new Set(others.slice(0, 1_000));
	const later = plan.takeDue(200 * SECOND);
	expect(later.length).toBeGreaterThan(0);
	expect(later.filter((one) => gone.has(one))).toEqual([]);
});

test("few people are read together, so that they cost one search a second", () => {
	const ticks = readings(many(100), SECOND, 4).slice(10);
	expect(ticks.map((tick) => tick.length).filter(Boolean)).toEqual([100, 100, 100]);
});

test("people whose changes are hours old are spread over their two minutes", () => {
	const ticks = readings(many(10_000), TWO_MINUTES, 240).slice(1_200);
	expect(ticks.flat()).toHaveLength(10_000);
	expect(Math.max(...ticks.map((tick) => tick.length))).toBe(100);
	expect(busiest(ticks.map((tick) => tick.length))).toBeLessThanOrEqual(200);
});

test("a change that is reported is read within a second, whatever the pause was before", () => {
	const plan = createReadingPlan(TICK_MS, 100);
	plan.plan("id", TWO_MINUTES, 0);
	expect(plan.takeDue(5 * SECOND)).toEqual(["id"]);
	plan.plan("id", TWO_MINUTES, 5 * SECOND);
	plan.plan("id", SECOND, 5 * SECOND + 250);
	expect(plan.takeDue(6 * SECOND + 250)).toEqual(["id"]);
});

test("people who are not planned again are not read again", () => {
	const plan = createReadingPlan(TICK_MS, 100);
	plan.plan("id", SECOND, 0);
	expect(plan.takeDue(5 * SECOND)).toEqual(["id"]);
	expect(plan.takeDue(TWO_MINUTES)).toEqual([]);
});
