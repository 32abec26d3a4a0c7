import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shellWord } from "./shell-word.ts";

test.each([
	["mary", "mary"],
	["mary@AADDSCONTOSO.COM", "mary@AADDSCONTOSO.COM"],
	["mary.o'neil@AADDSCONTOSO.COM", "'mary.o'\\''neil@AADDSCONTOSO.COM'"],
	["mary anne", "'mary anne'"],
	["$(reboot)", "'$(reboot)'"],
	["", "''"],
])("%s is quoted as %s", (text, word) => {
	expect(shellWord(text)).toBe(word);
});

test("a shell reads every argument literally", () => {
	const special = fc.constantFrom(..."'\"\\`$!~*?#&;|<>(){}[]=% \t\r\n\u001b\u00a0\u202e-");
	const text = fc.oneof(
		fc.string({ unit: "grapheme" }),
		fc.string({ unit: "binary" }),
		fc.string({ unit: special }),
	);
	const texts = fc.array(
		text.filter((one) => !one.includes("\0")),
		{ minLength: 1 },
	);
	fc.assert(
		fc.property(texts, (all) => {
			const command = `printf '%s\\0' ${all.map(shellWord).join(" ")}`;
			const read = execFileSync("/bin/sh", ["-c", command], { encoding: "utf8" });
			expect(read.split("\0").slice(0, -1)).toEqual(all);
		}),
		{ numRuns: 50 },
	);
});
