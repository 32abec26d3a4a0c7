import { expect, test } from "vitest";
import { randomBelow } from "./random-below.ts";

const LAST = 2 ** 32 - 1;

/** Returns the given numbers, one after the other. */
function scripted(...numbers: number[]) {
	const left = [...numbers];
	return { draw: () => left.shift() ?? 0, left };
}

test.each([
	["the first", 6, 0, 0],
	["the last of a round", 6, 5, 5],
	["the first of the next round", 6, 6, 0],
	["the last of the last whole round", 7776, LAST - (2 ** 32 % 7776), 7775],
	["the very last, if there are only whole rounds", 2 ** 8, LAST, 255],
	["the only one", 1, LAST, 0],
	["the largest", 2 ** 32, LAST, LAST],
])("%s", (_, limit, number, expected) => {
	expect(randomBelow(limit, () => number)).toBe(expected);
});

test("a draw from the incomplete last range is discarded and repeated", () => {
	const { draw, left } = scripted(LAST, LAST - 3, 8);
	expect(randomBelow(6, draw)).toBe(2);
	expect(left).toEqual([]);
});

test("the browser's own generator returns every number below the limit, and no other", () => {
	const seen = new Set(Array.from({ length: 2_000 }, () => randomBelow(10)));
	expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
