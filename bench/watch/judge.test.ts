import { expect, test } from "vitest";
import { judge, type Landing, type Received } from "./judge.ts";

const both: Landing = { first: 1_000, second: 3_000 };
const one: Landing = { first: 1_000, second: undefined };
const shown = (...states: [state: string, at: number][]): Received[] =>
	states.map(([state, at]) => ({ index: 0, state, at }));

test("true states shown as they come about are not false, and their delays are counted", () => {
	const received = shown(["waiting", 500], ["arriving", 1_400], ["usable", 3_900]);
	expect(judge(received, new Map([[0, both]]), 1)).toEqual({
		falsehoods: [],
		delaysMs: [400, 900],
	});
});

test("a state that is shown again after a reconnection does not count a second delay", () => {
	const received = shown(["arriving", 1_400], ["arriving", 9_000]);
	expect(judge(received, new Map([[0, one]]), 1)).toEqual({ falsehoods: [], delaysMs: [400] });
});

const falsehoods: [name: string, received: Received[], landing: Landing | undefined][] = [
	["usable without keys", shown(["usable", 500], ["waiting", 600]), undefined],
	["usable before the second controller", shown(["usable", 2_000], ["usable", 3_100]), both],
	["arriving before the first controller", shown(["arriving", 900]), one],
	["usable taken back", shown(["usable", 3_100], ["arriving", 3_200], ["usable", 3_300]), both],
	["unconfirmed though all could be read", shown(["unconfirmed", 5], ["usable", 3_100]), both],
	["never shown the keys", shown(["waiting", 500]), both],
	["shown nothing at all", [], undefined],
];

for (const [name, received, landing] of falsehoods) {
	test(`a false state is found: ${name}`, () => {
		const landings = new Map(landing ? [[0, landing]] : []);
		expect(judge(received, landings, 1).falsehoods).not.toEqual([]);
	});
}
