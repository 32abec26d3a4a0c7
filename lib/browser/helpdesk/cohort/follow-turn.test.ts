import { expect, test } from "vitest";
import type { PersonStateName } from "#lib/core/person/person-state.ts";
import { followTurn } from "./follow-turn.ts";
import type { CohortPerson } from "./roster.ts";

const person = (id: string, state: PersonStateName, sinceMs?: number) =>
	({
		id,
		member: { id },
		where: { state, since: sinceMs === undefined ? undefined : new Date(sinceMs) },
	}) as CohortPerson;

const turn = (people: CohortPerson[], number: number, size = 2) => {
	const { portions, next } = followTurn(people, number, size);
	return { portions: portions.map((some) => some.map(({ id }) => id)), next };
};

test("people who wait are looked up every time, oldest first; all others in rotation", () => {
	const people = [
		person("a", "usable"),
		person("b", "waiting", 200),
		person("c", "has-to-change"),
		person("d", "waiting", 100),
		person("e", "unknown"),
		person("f", "cannot"),
	];
	expect(turn(people, 0)).toEqual({
		portions: [
			["d", "b"],
			["a", "c"],
		],
		next: 1,
	});
	expect(turn(people, 1)).toEqual({ portions: [["d", "b"], ["e"]], next: 0 });
});

test("if nobody's state can change, nobody is looked up", () => {
	expect(turn([person("f", "cannot")], 0)).toEqual({ portions: [], next: 0 });
});
