import { expect, test } from "vitest";
import { userNames } from "./user-names.ts";

test.each<[string, string, string[], [number, string][]]>([
	["one a line", "a@b.com\r\nc@d.org\n", ["a@b.com", "c@d.org"], []],
	["empty lines and spaces", "\n  a@b.com \n\n", ["a@b.com"], []],
	[
		"a table's first column",
		'a@b.com,Ada\n"c@d.org";Cem\ne@f.net\tEva',
		["a@b.com", "c@d.org", "e@f.net"],
		[],
	],
	["the same twice, in other letters", "a@b.com\nA@B.com", ["a@b.com"], [[2, "twice"]]],
	["a name without a domain", "ada\na@b.com", ["a@b.com"], [[1, "not-a-user-name"]]],
	[
		"a path, a query, a formula",
		"../me@x.com/y z\n=1+1\na@b",
		[],
		[
			[1, "not-a-user-name"],
			[2, "not-a-user-name"],
			[3, "not-a-user-name"],
		],
	],
	["a guest's name", "ada_gmail.com#EXT#@b.com", ["ada_gmail.com#EXT#@b.com"], []],
	[
		"a name that is too long",
		`${"a".repeat(60)}@${"b".repeat(60)}.com`,
		[],
		[[1, "not-a-user-name"]],
	],
])("%s", (_what, text, names, problems) => {
	const read = userNames(text);
	expect(read.names).toEqual(names);
	expect(read.problems.map(({ line, because }) => [line, because])).toEqual(problems);
});
