import fc from "fast-check";
import { expect, test } from "vitest";
import { passwordProblems } from "../password-problems.ts";
import { passwordProtection } from "../password-protection.ts";
import {
	isSpelledByWord,
	makeTemporaryPassword,
	spellingOf,
	spokenParts,
} from "./temporary-password.ts";

/** Integers from a seed, random enough for these tests (Park and Miller). */
function seeded(seed: number) {
	let state = (seed % 2_147_483_646) + 1;
	return (limit: number) => {
		state = (state * 48_271) % 2_147_483_647;
		return Math.floor((state / 2_147_483_647) * limit);
	};
}
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 2 });
const made = (seed: number, names: string[] = []) => makeTemporaryPassword(names, seeded(seed));

test("every one meets Entra's rules and can be read out on the telephone", () => {
	fc.assert(
		fc.property(seeds, (seed) => {
			const password = made(seed);
			expect(password).toMatch(/^[A-Z][a-z]{7}[2-9]{3}[a-z]{4}$/);
			expect(password).not.toMatch(/[0O1IloiqwyzQWYZ]/);
			expect(passwordProblems("Existing-1", password)).toEqual([]);
			expect(spokenParts(password).join("")).toBe(password);
			expect(
				spellingOf(password)
					.map(({ character }) => character)
					.join(""),
			).toBe(password);
			expect(
				spellingOf(password).every(({ letter }) => isSpelledByWord(letter) || /[2-9]/.test(letter)),
			).toBe(true);
			expect(spellingOf(password).filter(({ isCapital }) => isCapital)).toHaveLength(1);
		}),
		{ numRuns: 2_000 },
	);
});

test("none contains a name of the person or the organisation", () => {
	fc.assert(
		fc.property(seeds, (seed) => {
			const name = made(seed).slice(0, 4);
			const other = made(seed, [name]);
			expect(
				passwordProtection(other, { names: [name], organisation: [], banned: [] }).names,
			).toEqual([]);
		}),
	);
});

test("none is rude, and a rejected one is discarded as a whole", () => {
	/** Draws these characters in order, each by its position in its list. */
	const drawn = (...passwords: string[]) => {
		const lists = ["bdfghkmnprstv", "aeu", "23456789"];
		const numbers = [...passwords.join("")].map((c) =>
			(lists.find((list) => list.includes(c)) ?? "").indexOf(c),
		);
		return () => numbers.shift() ?? 0;
	};
	expect(makeTemporaryPassword([], drawn("hurebada222baba", "dabaduga345meda"))).toBe(
		"Dabaduga345meda",
	);
});

test("the characters of each list are about equally frequent", () => {
	const counts = new Map<string, number>();
	for (let seed = 0; seed < 4_000; seed++) {
		for (const { letter } of spellingOf(made(seed * 524_287))) {
			counts.set(letter, (counts.get(letter) ?? 0) + 1);
		}
	}
	expect([...counts.keys()].toSorted().join("")).toBe("23456789abdefghkmnprstuv");
	// Rejecting rude words skews the letters a little, but not the digits.
	const digits = [..."23456789"].map((digit) => counts.get(digit) ?? 0);
	for (const count of digits) expect(Math.abs(count - 1_500)).toBeLessThan(200);
});

test("parts can be spoken as one word", () => {
	expect(spokenParts("Kabutege472renu")).toEqual(["Kabu", "tege", "472", "renu"]);
	expect(spellingOf("Ka4")).toEqual([
		{ character: "K", letter: "k", isCapital: true },
		{ character: "a", letter: "a", isCapital: false },
		{ character: "4", letter: "4", isCapital: false },
	]);
});
