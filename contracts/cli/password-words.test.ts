import { describe, expect, test } from "vitest";
import { passphraseWords, strengthData } from "#cli/password-words.ts";
import { passwordJudge } from "#lib/browser/password-help/judge-password.ts";
import { fitsInSomeSpelling } from "#lib/core/password-judgement.ts";
import { decodeWords, encodeWords } from "#lib/core/password-words/front-coding.ts";
import { readStrengthData } from "#lib/core/password-words/strength-data.ts";

const data = strengthData();
const dictionaries = readStrengthData(data);
const own = { names: ["Mateo", "Rivera"], organisation: ["contoso"], userName: ["mateo.rivera"] };
const judge = passwordJudge(data, own);

describe("the common passwords", () => {
	// OWASP ASVS 5.0, 6.2.4: "at least the top 3000 passwords which match the password policy".
	test("that fit Entra's rules are more than 3,000", () => {
		expect([...dictionaries.common].filter(fitsInSomeSpelling).length).toBeGreaterThanOrEqual(
			5_000,
		);
	});
	test.each(["Password1", "P@ssw0rd", "1qaz@WSX", "Abcd1234", "Qwerty123"])(
		"include “%s”, which is weak and gets a warning",
		(password) => {
			const { strength, hints } = judge(password);
			expect(strength?.level).toBe("weak");
			expect(hints.map((hint) => hint.code)).toEqual(["common"]);
		},
	);
});

describe("the words of passphrases", () => {
	const words = passphraseWords();
	test("are the Electronic Frontier Foundation's that consist of letters, each once", () => {
		expect(words.length).toBeGreaterThan(7_700);
		expect(new Set(words).size).toBe(words.length);
		expect(words.filter((word) => !/^[a-z]{3,9}$/.test(word))).toEqual([]);
	});
	test("arrive in the browser unchanged", () => {
		expect(decodeWords(encodeWords(words))).toEqual(words);
	});
});

describe("the judgement", () => {
	test.each([
		["Aaaaaaaa1", "weak", []],
		["Qwertz123!", "fair", ["points"]],
		["Mateo2026!", "fair", ["name"]],
		["xK9#mLq2", "fair", []],
		["Contoso-2026-x", undefined, ["organisation"]],
		["Granite-Puffin-88", "strong", []],
		["Correct-horse-battery-staple-1", "strong", []],
	])("of “%s” is %s", (password, level, codes) => {
		const { strength, hints } = judge(password);
		expect(strength?.level).toBe(level);
		expect(hints.map((hint) => hint.code)).toEqual(codes);
	});

	test.each([
		["Mateo-Rivera", "own"],
		["zxcvbnm,./A1", "keyboard"],
		["Kb7Kb7Kb7Kb7", "repeat"],
		["Xq-abcdefgh1", "sequence"],
		["24.12.1987-A", "date"],
		["Summer2026!", "word"],
		["xK9#mLq2", "longer"],
	])("of “%s” advises on %s", (password, advice) => {
		expect(judge(password).strength?.advice).toBe(advice);
	});

	test("does not rate a password that is too short to be accepted", () => {
		expect(judge("Gr4-nit").strength).toBeUndefined();
	});

	test("repeats no part of the password", () => {
		for (const password of ["Mateo-Contoso-1", "P@ssw0rd", "Granite-Puffin-88"]) {
			expect(JSON.stringify(judge(password))).not.toContain(password);
		}
	});
});
