import { describe, expect, test } from "vitest";
import { type Habits, type Lesson, learn, NO_HABITS } from "#lib/core/readiness/habits.ts";
import { judgeHabits } from "./habits-judgement.ts";

function taught(lessons: readonly Lesson[]): Habits {
	return lessons.reduce(
		(habits, lesson, i) => learn(habits, lesson, new Date(Date.UTC(2026, 10, 1 + i, 10))),
		NO_HABITS,
	);
}

const times = (kind: "entra" | "controller" | "unmoved" | "other", count: number): Lesson[] =>
	Array(count).fill({ about: "passwordTime", kind });
const firsts = (kind: "final" | "replaced", count: number): Lesson[] =>
	Array(count).fill({ about: "firstKeys", kind });

describe("how the domain writes", () => {
	const cases: [what: string, Lesson[], row: 0 | 1, status: string, words: RegExp][] = [
		[
			"Entra's time, with number and days",
			times("entra", 4),
			0,
			"ok",
			/^pwdLastSet carries Entra.*4 landings in a row since 2026-11-01, last on 2026-11-04/,
		],
		["the controller's time", times("controller", 3), 0, "ok", /the controller's time/],
		["a time that does not move", times("unmoved", 3), 0, "ok", /does not move/],
		["another time", times("other", 3), 0, "ok", /neither/],
		[
			"too few landings",
			times("entra", 2),
			0,
			"not checked",
			/^Not known yet.*3 landings .*so far "entra", 2 landings/,
		],
		[
			"a contradiction restarts the count and the date",
			[...times("entra", 5), ...times("controller", 3)],
			0,
			"ok",
			/controller's.*3 landings in a row since 2026-11-06/,
		],
		["final first keys", firsts("final", 3), 1, "ok", /final keys at once/],
		[
			"first keys that are replaced",
			firsts("replaced", 3),
			1,
			"ok",
			/replaced later.*three minutes/,
		],
		["nothing about first keys", times("entra", 3), 1, "not checked", /^Not known yet/],
	];
	test.each(cases)("%s", (_what, lessons, row, status, words) => {
		const verdict = judgeHabits(taught(lessons))[row];
		expect(verdict?.status).toBe(status);
		expect(verdict?.found).toMatch(words);
	});

	test("an unreadable database is not reported as a domain that is not known yet", () => {
		const rows = judgeHabits(undefined);
		expect(rows.map(({ found }) => found)).toEqual(Array(2).fill("The database cannot be read."));
	});
});
