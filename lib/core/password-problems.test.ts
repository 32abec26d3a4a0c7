import { describe, expect, test } from "vitest";
import { passwordProblems } from "./password-problems.ts";

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
	test("the characters that Entra refuses are named, each once", () => {
		const [problem] = passwordProblems("x", "Größe-ß-😀-2026");
		expect(problem).toEqual({ code: "new-has-other-characters", characters: "ö ß 😀" });
	});
});
