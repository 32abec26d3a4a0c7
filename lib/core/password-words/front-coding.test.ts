import { expect, test } from "vitest";
import { decodeWords, encodeWords } from "./front-coding.ts";

test.each([
	["none", []],
	["one", ["a"]],
	["sorted ones", ["abbey", "abbot", "abbots", "b", "bee"]],
	["ones in any order", ["zebra", "apple", "zebra1", "1qaz2wsx", "p@$$-w0rd!"]],
	["the same twice", ["apple", "apple"]],
	[
		"ones that share more than one capital can encode",
		[`${"x".repeat(40)}1`, `${"x".repeat(40)}2`],
	],
])("words survive a round trip: %s", (_, words) => {
	expect(decodeWords(encodeWords(words))).toEqual(words);
});

test("shared prefixes are written once", () => {
	expect(encodeWords(["granite", "granites", "grape"])).toBe("AgraniteHsDpe");
});
