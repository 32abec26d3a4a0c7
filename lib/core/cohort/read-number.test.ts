import { expect, test } from "vitest";
import { readNumber } from "./read-number.ts";

test.each<[string, number | undefined]>([
	["12", 12],
	[" 20,000 ", 20_000],
	["19.380", 19_380],
	["1 234 567", 1_234_567],
	["٢٠٬٠٠٠", 20_000],
	["۱۲", 12],
	["1,5", undefined],
	["-3", undefined],
	["", undefined],
	["all", undefined],
])("%s is %s", (text, expected) => {
	expect(readNumber(text)).toBe(expected);
});
