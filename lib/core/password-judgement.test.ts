import { describe, expect, test } from "vitest";
import {
	fitsInSomeSpelling,
	passwordHints,
	saidStrength,
	strengthLevel,
} from "./password-judgement.ts";

const known = {
	own: { names: ["Mateo", "Rivera"], organisation: ["contoso"], userName: ["mateo.rivera"] },
	common: new Set(["password1", "1qaz2wsx"]),
	banned: ["password", "welcome"],
};

describe("a hint", () => {
	test.each([
		["Granite-Puffin-88", []],
		["", []],
		["Gr-Mateo-88", [{ code: "name" }]],
		["m@te0-88", [{ code: "name" }]],
		["Rivera", [{ code: "name" }]],
		["Contoso-Lamp-5", [{ code: "organisation" }]],
		["Contoso-Rivera-5", [{ code: "name" }, { code: "organisation" }]],
		["PassWord1", [{ code: "common" }]],
		["1QAZ2wsx", [{ code: "common" }]],
		["Password1!", [{ code: "common" }]],
		["Password1?!", [{ code: "common" }]],
		["P@ssw0rd!", [{ code: "points", points: 2, needed: 5 }]],
		["Passwort", [{ code: "points", points: 1, needed: 5 }]],
		["welc", []],
		["Welcome!2026", []],
		["Größe-2026", [{ code: "other-characters", characters: "ö ß" }]],
	])("of “%s”", (password, hints) => {
		expect(passwordHints(password, known)).toEqual(hints);
	});

	test("never reveals anything about the password", () => {
		for (const password of ["Mateo-Contoso-Password", "P@ssw0rd!", "PASSWORD1"]) {
			for (const hint of passwordHints(password, known)) {
				expect(Object.entries(hint).filter(([, v]) => typeof v === "string")).toHaveLength(1);
			}
		}
	});
});

test.each([
	[0, "weak"],
	[5.99, "weak"],
	[6, "fair"],
	[9, "good"],
	[12, "strong"],
	[30, "strong"],
])("10^%d guesses are %s", (guessesLog10, level) => {
	expect(strengthLevel(guessesLog10)).toBe(level);
});

test("a password that Microsoft is likely to refuse is not praised", () => {
	const hints = passwordHints("Mateo-Rivera-Kettle-2026", known);
	for (const level of ["good", "strong"] as const) {
		expect(saidStrength({ level, advice: undefined }, hints)).toBeUndefined();
		expect(saidStrength({ level, advice: undefined }, [])?.level).toBe(level);
	}
	expect(saidStrength({ level: "weak", advice: "own" }, hints)?.level).toBe("weak");
});

test.each([
	["password1", true],
	["password", false],
	["1qaz2wsx", true],
	["12345678a", false],
	["12345678a!", true],
	["abc-123", false],
	["größe-2026", false],
])("%s can be capitalised so that it meets Entra's rules: %s", (password, fits) => {
	expect(fitsInSomeSpelling(password)).toBe(fits);
});
