import fc from "fast-check";
import { expect, test } from "vitest";
import { columnSeparator, csv } from "./csv.ts";
import { csvRows } from "./pasted/csv-rows.ts";

test.each([
	["=1+1", "'=1+1"],
	["+49 89", "'+49 89"],
	["-2", "'-2"],
	["@SUM(A1)", "'@SUM(A1)"],
	["\t=1", "'\t'=1"],
	[" =1", "' =1"],
	["＝1", "'＝1"],
	['=HYPERLINK("https://evil.example","a")', '"\'=HYPERLINK(""https://evil.example"",""a"")"'],
	["a,b", '"a,b"'],
	["a;=1+1", '"a;\'=1+1"'],
	['a;"=1+1', '"a;\'""=1+1"'],
	["a, -2\n+3\t@x", "\"a,' -2\n'+3\t'@x\""],
	["a;b", '"a;b"'],
	['say "a"', '"say ""a"""'],
	["a\nb", '"a\nb"'],
	["Noor Haddad", "Noor Haddad"],
	["", ""],
	[-2, "-2"],
])("a cell %j is written %s", (value, written) => {
	expect(csv([[value]])).toBe(`${written}\r\n`);
});

test("every row ends with CRLF (RFC 4180)", () => {
	expect(
		csv([
			["a", "b"],
			[1, 2],
		]),
	).toBe("a,b\r\n1,2\r\n");
});

test.each([
	["en-US", ","],
	["en-GB", ","],
	["de-DE", ";"],
	["de-AT", ";"],
	["fr-FR", ";"],
	["ar-EG", ";"],
	["ja-JP", ","],
])("a spreadsheet in %s separates columns with %s", (language, separator) => {
	expect(columnSeparator(language)).toBe(separator);
});

test("no cell starts a formula, even if a spreadsheet expects another separator", () => {
	const character = fc.constantFrom(..."=+-@,;\t\r\n \"'a＝＠");
	const cell = fc.string({
		unit: fc.oneof(character, fc.string({ unit: "binary", maxLength: 1 })),
	});
	const row = fc.array(cell, { minLength: 2, maxLength: 2 });
	fc.assert(
		fc.property(row, fc.constantFrom<[",", ";"][]>([",", ";"]), (cells, separators) => {
			for (const written of separators) {
				for (const read of [",", ";", "\t"]) {
					for (const one of csvRows(csv([["id", ...cells]], written), read).flat()) {
						expect(one).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/);
					}
				}
			}
		}),
		{ numRuns: 2_000 },
	);
});

test("any cell survives a round trip, with either separator", () => {
	const cell = fc.string({ unit: "binary" });
	const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 });
	fc.assert(
		fc.property(table, fc.constantFrom(",", ";"), (rows, separator) => {
			const plain = (text: string) =>
				text.replace(/^'(?=[\t\r\n])|(?<=^|[,;\t\r\n])'(?=[\s"]*[=+\-@＝＋－＠])/g, "");
			const read = csvRows(csv(rows, separator), separator).map((row) => row.map(plain));
			expect(read).toEqual(rows);
		}),
	);
});
