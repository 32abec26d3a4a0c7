import { expect, test } from "vitest";
import { openWatch, type Watch } from "#lib/core/watch/watch.ts";
import { dueWatches } from "./due-watches.ts";

const BEAT_MS = 100;
const START = new Date("2026-11-22T10:00:00Z").getTime();

const reported = (watch: Watch, changedAt: Date): Watch => ({
	...watch,
	changedAt,
	state: "waiting",
	revision: watch.revision + 1,
});
const changed = (number: number, changedAt = new Date(START)): Watch => {
	const person = { id: `id-${number}`, userPrincipalName: `p${number}@contoso.com` };
	return reported(openWatch(`ticket-${number}`, person, { now: changedAt }), changedAt);
};
const many = (count: number, changedAt?: Date) =>
	Array.from({ length: count }, (_, number) => changed(number, changedAt));

function asked() {
	const due = dueWatches(BEAT_MS, 100);
	return (watches: Watch[], now: Date) => due(watches, { now, runningMs: now.getTime() - START });
}

/** The watches read at each beat, for a while. */
function readings(watches: Watch[], seconds: number): Watch[][] {
	const due = asked();
	return Array.from({ length: (seconds * 1000) / BEAT_MS }, (_, beat) =>
		due(watches, new Date(START + beat * BEAT_MS)),
	);
}

test("ten thousand fresh watches are each read every second, as many at every beat", () => {
	const beats = readings(many(10_000), 15).slice(110);
	for (const beat of beats) {
		expect(beat.length).toBeGreaterThanOrEqual(800);
		expect(beat.length).toBeLessThanOrEqual(1_200);
	}
	const first = beats.flat().filter(({ ticket }) => ticket === "ticket-0");
	expect(first).toHaveLength(4);
});

test("of many that are found at once a thousand are read in a second, so that pages can come back", () => {
	const seen = new Set<Watch>();
	const firsts = readings(many(10_000), 12).map((beat) => {
		const first = beat.filter((watch) => !seen.has(watch));
		for (const watch of first) seen.add(watch);
		return first.length;
	});
	const inASecond = firsts.map((_, i) => firsts.slice(i, i + 10).reduce((sum, n) => sum + n, 0));
	expect(Math.max(...inASecond)).toBeLessThanOrEqual(1_300);
	expect(seen.size).toBe(10_000);
});

test("a newcomer among thousands is read within seconds, and people who have left are not read", () => {
	const due = asked();
	const [comes, ...others] = many(5_000);
	const stays = others.slice(1_000);
	const beats = (watches: Watch[], fromMs: number, count: number) =>
		Array.from({ length: count }, (_, beat) =>
			due(watches, new Date(START + fromMs + beat * BEAT_MS)),
		).flat();
	beats(others, 0, 100);
	const later = beats([...stays, ...(comes ? [comes] : [])], 10_000, 40);
	expect(later).toContain(comes);
	const gone = new Set(others.slice(0, 1_000));
	const afterRound = beats(stays, 15_000, 40);
	expect(afterRound.length).toBeGreaterThan(0);
	expect(afterRound.filter((watch) => gone.has(watch))).toEqual([]);
});

test("few watches are read together, so that they cost one search a second", () => {
	const beats = readings(many(100), 4).slice(10);
	expect(beats.map((beat) => beat.length).filter(Boolean)).toEqual([100, 100, 100]);
});

test("watches that are hours old are spread over their two minutes", () => {
	const old = new Date(START - 7 * 60 * 60_000);
	const beats = readings(many(10_000, old), 240).slice(1_200);
	expect(beats.flat()).toHaveLength(10_000);
	expect(Math.max(...beats.map((beat) => beat.length))).toBe(100);
	const busiestSecond = Math.max(
		...beats.map((_, i) => beats.slice(i, i + 10).reduce((sum, beat) => sum + beat.length, 0)),
	);
	expect(busiestSecond).toBeLessThanOrEqual(200);
});

test("a change that is reported is read within a second, whatever the pause was before", () => {
	const due = asked();
	const person = { id: "id", userPrincipalName: "p@contoso.com" };
	const opened = openWatch("ticket", person, { now: new Date(START) });
	due([opened], new Date(START));
	const at = new Date(START + 5_250);
	due([opened], at);
	const later = [200, 400, 600, 800, 1_000].flatMap((ms) =>
		due([reported(opened, at)], new Date(at.getTime() + ms)),
	);
	expect(later).toHaveLength(1);
});

test("a clock that is set back delays nobody", () => {
	const due = dueWatches(BEAT_MS, 100);
	const watches = many(10);
	due(watches, { now: new Date(START), runningMs: 0 });
	const now = new Date(START - 10 * 60_000);
	expect(due(watches, { now, runningMs: 1_100 })).toHaveLength(10);
});

test("nothing is read while nobody waits", () => {
	expect(readings([], 3).flat()).toEqual([]);
});
