import { expect, test } from "vitest";
import { csv } from "./csv.ts";

test.each([
	["=1+1", "'=1+1"],
	["+49 89", "'+49 89"],
	["-2", "'-2"],
	["@SUM(A1)", "'@SUM(A1)"],
	["\t=1", "'\t=1"],
	[" =1", "' =1"],
	["＝1", "'＝1"],
	['=HYPERLINK("https://evil.example","a")', '"\'=HYPERLINK(""https://evil.example"",""a"")"'],
	["a,b", '"a,b"'],
	['say "a"', '"say ""a"""'],
	["a\nb", '"a\nb"'],
	["Noor Haddad", "Noor Haddad"],
	["", ""],
	[-2, "-2"],
])("a cell %j is written %s", (value, written) => {
	expect(csv([[value]])).toBe(`${written}\r\n`);
});

test("every row ends as RFC 4180 has it", () => {
	expect(
		csv([
			["a", "b"],
			[1, 2],
		]),
	).toBe("a,b\r\n1,2\r\n");
});
