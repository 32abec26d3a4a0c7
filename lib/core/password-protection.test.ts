import { describe, expect, test } from "vitest";
import { isWithinOneEdit } from "./banned-words.ts";
import { normalised, passwordProtection } from "./password-protection.ts";

const NOTHING = { banned: [], names: [], organisation: [] };

describe("the examples of Microsoft's page", () => {
	test("“Bl@nK” is “blank” after normalising", () => {
		expect(normalised("Bl@nK")).toBe("blank");
		const found = passwordProtection("Bl@nK", { ...NOTHING, banned: ["blank"] });
		expect(found).toMatchObject({ banned: ["blank"], points: 1, isLikelyRefused: true });
	});

	test.each(["abcdeg", "abcdefg", "abcde"])("“%s” is one edit from “abcdef”", (password) => {
		const found = passwordProtection(password, { ...NOTHING, banned: ["abcdef"] });
		expect(found.banned).toHaveLength(1);
		expect(found.isLikelyRefused).toBe(true);
	});

	test("a person named Poll must not have “p0LL23fb”", () => {
		const found = passwordProtection("p0LL23fb", { ...NOTHING, names: ["Poll"] });
		expect(found).toMatchObject({ names: ["Poll"], points: 8, isLikelyRefused: true });
	});

	test.each([
		["C0ntos0Blank12", 4, true],
		["ContoS0Bl@nkf9!", 5, false],
	])("“%s” has %i points", (password, points, isLikelyRefused) => {
		const found = passwordProtection(password, { ...NOTHING, banned: ["contoso", "blank"] });
		expect(found).toMatchObject({ banned: ["contoso", "blank"], points, isLikelyRefused });
	});
});

describe("names", () => {
	test.each([
		["of fewer than four characters are not enforced", "Ann-2026-x", ["Ann"], []],
		["are found with substitutions on either side", "xx-ma1o-99", ["Malo"], ["Malo"]],
		["are found in any case", "xxRIVERAxx", ["Mateo", "Rivera"], ["Rivera"]],
		["with a digit for a letter in them are found too", "xx-malo-99", ["Ma1o"], ["Ma1o"]],
	])("%s", (_, password, names, found) => {
		expect(passwordProtection(password, { ...NOTHING, names }).names).toEqual(found);
	});

	test("of the organisation are a reason of their own", () => {
		const found = passwordProtection("My-Contoso-Login-7", {
			...NOTHING,
			organisation: ["contoso"],
		});
		expect(found).toMatchObject({ names: [], organisation: ["contoso"], isLikelyRefused: true });
	});
});

describe("points", () => {
	const points = (password: string, ...banned: string[]) =>
		passwordProtection(password, { ...NOTHING, banned }).points;

	test("each occurrence of a word is one point", () => {
		expect(points("blankblankblank", "blank")).toBe(3);
	});
	test("overlapping words are cut so that the score is lowest", () => {
		expect(points("passwordpass", "pass", "password", "word")).toBe(2);
	});
	test("banned words are normalised like the password", () => {
		expect(points("P@ssw0rd", "Passw0rd")).toBe(1);
	});
	test("words of fewer than four characters do not count", () => {
		expect(points("catcatcat", "cat")).toBe(9);
	});
	test("a near match between other words counts", () => {
		expect(points("contosoblamk", "contoso", "blank")).toBe(2);
	});
	test("the part that matches with one edit must itself have four characters", () => {
		expect(points("xbla9", "blan")).toBe(2);
		expect(points("xbl", "blan")).toBe(3);
	});
	test("without banned words each character is one point", () => {
		expect(points("xK9#mLq2")).toBe(8);
	});
	test("an empty password has no points", () => {
		expect(points("", "blank")).toBe(0);
	});
});

test.each([
	["blank", "blank", true],
	["blank", "blink", true],
	["blank", "blan", true],
	["blank", "xblank", true],
	["blank", "bank", true],
	["blank", "balnk", false],
	["blank", "blanket", false],
	["blank", "clink", false],
	["", "a", true],
])("%s and %s are within one edit: %s", (a, b, is) => {
	expect(isWithinOneEdit(a, b)).toBe(is);
	expect(isWithinOneEdit(b, a)).toBe(is);
});
