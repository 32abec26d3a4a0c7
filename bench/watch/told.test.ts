import { expect, test } from "vitest";
import { judge, type Landing, type Told } from "./told.ts";

const both: Landing = { first: 1_000, second: 3_000 };
const one: Landing = { first: 1_000, second: undefined };
const said = (...states: [state: string, at: number][]): Told[] =>
	states.map(([state, at]) => ({ index: 0, state, at }));

test("the truth, told as it comes about, is no falsehood, and its delays are counted", () => {
	const told = said(["waiting", 500], ["arriving", 1_400], ["usable", 3_900]);
	expect(judge(told, new Map([[0, both]]), 1)).toEqual({ falsehoods: [], delaysMs: [400, 900] });
});

test("a state that is told again after a return counts no second delay", () => {
	const told = said(["arriving", 1_400], ["arriving", 9_000]);
	expect(judge(told, new Map([[0, one]]), 1)).toEqual({ falsehoods: [], delaysMs: [400] });
});

const falsehoods: [name: string, told: Told[], landing: Landing | undefined][] = [
	["usable without keys", said(["usable", 500], ["waiting", 600]), undefined],
	["usable before the second controller", said(["usable", 2_000], ["usable", 3_100]), both],
	["arriving before the first controller", said(["arriving", 900]), one],
	["usable taken back", said(["usable", 3_100], ["arriving", 3_200], ["usable", 3_300]), both],
	["unconfirmed though all could be read", said(["unconfirmed", 5], ["usable", 3_100]), both],
	["never told of the keys", said(["waiting", 500]), both],
	["told nothing at all", [], undefined],
];

for (const [name, told, landing] of falsehoods) {
	test(`a falsehood is found: ${name}`, () => {
		const landings = new Map(landing ? [[0, landing]] : []);
		expect(judge(told, landings, 1).falsehoods).not.toEqual([]);
	});
}
