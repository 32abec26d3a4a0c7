import { expect, test } from "vitest";
import { makePassphrase } from "./passphrase.ts";
import { passwordProblems } from "./password-problems.ts";

const words = ["granite", "puffin", "velvet", "orbit", "mango", "kiln"];

/** Returns the given numbers and records the limits it was called with. */
function scripted(...numbers: number[]) {
	const limits: number[] = [];
	const randomBelow = (limit: number) => {
		limits.push(limit);
		return numbers.shift() ?? 0;
	};
	return { randomBelow, limits };
}

test("five words, a capital and a digit, each chosen among all", () => {
	const { randomBelow, limits } = scripted(0, 1, 2, 3, 4, 7);
	expect(makePassphrase(words, randomBelow)).toBe("Granite-puffin-velvet-orbit-mango-7");
	expect(limits).toEqual([6, 6, 6, 6, 6, 10]);
});

test("a word can occur twice: excluding it would make others more likely", () => {
	expect(makePassphrase(words, scripted(5, 5, 5, 5, 5, 0).randomBelow)).toBe(
		"Kiln-kiln-kiln-kiln-kiln-0",
	);
});

test("it meets Entra's rules", () => {
	for (let digit = 0; digit < 10; digit++) {
		const text = makePassphrase(words, (limit) => digit % limit);
		expect(passwordProblems("Existing-1", text), text).toEqual([]);
	}
});
