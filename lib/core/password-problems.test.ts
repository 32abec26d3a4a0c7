import { describe, expect, test } from "vitest";
import { passwordDoubts, passwordProblems } from "./password-problems.ts";

const codes = (existing: string, next: string) =>
	passwordProblems(existing, next).map((p) => p.code);

describe("what is wrong with a pair of passwords", () => {
	const cases: [existing: string, next: string, codes: string[]][] = [
		["Old-Pass-01", "New-Pass-01", []],
		["", "", ["existing-missing", "new-missing"]],
		["Old-Pass-01", "Ab1!xyz", ["new-too-short"]],
		["Old-Pass-01", `Ab1${"x".repeat(254)}`, ["new-too-long"]],
		["Old-Pass-01", `Ab1${"x".repeat(253)}`, []],
		["Old-Pass-01", "lowercaseonly", ["new-has-too-few-kinds"]],
		["Old-Pass-01", "lower case 1", []],
		["Old-Pass-01", "Größe-2026", ["new-has-other-characters"]],
		["Old-Pass-01", "Old-Pass-01", ["new-same-as-existing"]],
	];
	test.each(cases)("%j then %j", (existing, next, expected) => {
		expect(codes(existing, next)).toEqual(expected);
	});
	test("the characters that Entra refuses are listed once each", () => {
		const [problem] = passwordProblems("x", "Größe-ß-😀-2026");
		expect(problem).toEqual({ code: "new-has-other-characters", characters: "ö ß 😀" });
	});
	test("an invisible character is shown by its code point", () => {
		const [problem] = passwordProblems("x", "\u200bNew-Pass-01\u00a0");
		expect(problem).toEqual({ code: "new-has-unseen", characters: "U+200B U+00A0" });
	});
});

describe("what was probably copied along with a password", () => {
	const blank = { code: "existing-has-blank-end" };
	const unseen = (characters: string) => ({ code: "existing-has-unseen", characters });
	test.each<[existing: string, next: string, doubts: object[]]>([
		["Old-Pass-01", "New-Pass-01", []],
		["Old Pass 01", "New Pass 01", []],
		["Größe 😀", "New-Pass-01", []],
		["Old-Pass-01 ", "New-Pass-01", [blank]],
		[" Old-Pass-01", " New-Pass-01 ", [blank, { code: "new-has-blank-end" }]],
		["Old-Pass-01\t", "New-Pass-01", [unseen("U+0009")]],
		["Old-Pass-01\u00a0", "New-Pass-01", [unseen("U+00A0")]],
		["\ufeffOld-\u200bPass-01 ", "New-Pass-01", [unseen("U+FEFF U+200B")]],
		["\u202eOld-Pass-01", "New-Pass-01", [unseen("U+202E")]],
		["Old-Pass-01\ud800", "New-Pass-01", [unseen("U+D800")]],
	])("%j then %j", (existing, next, doubts) => {
		expect(passwordDoubts(existing, next)).toEqual(doubts);
	});
});
