import fc from "fast-check";
import { expect, test } from "vitest";
import { createSchedule } from "./schedule.ts";

const key = fc.integer({ min: 0, max: 20 });
const step = fc.oneof(
	fc.record({ plan: key, at: fc.integer({ min: 0, max: 1_000 }) }),
	fc.record({ drop: key }),
	fc.record({ take: fc.integer({ min: 0, max: 1_000 }), most: fc.integer({ min: 1, max: 30 }) }),
);

test("due keys are taken once and in order, however they were planned, replanned or dropped", () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
			const schedule = createSchedule<number>();
			const expected = new Map<number, number>();
			for (const one of steps) {
				if ("plan" in one) {
					schedule.plan(one.plan, one.at);
					expected.set(one.plan, one.at);
				} else if ("drop" in one) {
					schedule.drop(one.drop);
					expected.delete(one.drop);
				} else {
					const due = [...expected.values()].filter((at) => at <= one.take);
					const taken = schedule.takeDue(one.take, one.most);
					expect(new Set(taken).size).toBe(taken.length);
					const times = taken.map((k) => expected.get(k));
					expect(times).toEqual(due.toSorted((a, b) => a - b).slice(0, one.most));
					for (const k of taken) expected.delete(k);
				}
			}
		}),
	);
});

test("a key planned repeatedly is due at the last time only", () => {
	const schedule = createSchedule<string>();
	for (let atMs = 5_000; atMs > 0; atMs--) schedule.plan("one", atMs);
	for (let atMs = 1; atMs <= 5_000; atMs++) schedule.plan("one", atMs);
	expect(schedule.takeDue(4_999)).toEqual([]);
	expect(schedule.takeDue(5_000)).toEqual(["one"]);
	expect(schedule.takeDue(9_000)).toEqual([]);
});
