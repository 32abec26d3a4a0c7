import fc from "fast-check";
import { expect, test } from "vitest";
import { cohortCsv } from "../cohort/cohort-csv.ts";
import { exampleMember } from "../cohort/example-people.ts";
import { planCsv } from "../cohort/expiry-csv.ts";
import { userNames } from "./user-names.ts";

const THREE = ["a@b.com", "c@d.org", "e@f.net"];

test.each<[string, string, string[], [number, string, string][]?]>([
	["one a line", "a@b.com\r\nc@d.org\n", ["a@b.com", "c@d.org"]],
	["empty lines and spaces", "\n  a@b.com \n\n", ["a@b.com"]],
	["Outlook's line", "a@b.com; c@d.org;e@f.net;", THREE],
	["commas", "a@b.com, c@d.org,e@f.net", THREE],
	["blanks alone", "a@b.com c@d.org e@f.net", THREE],
	["commas from other keyboards", "a@b.com，c@d.org、e@f.net", THREE],
	["names before addresses", "Ada Ay <a@b.com>; Cem <c@d.org>\nEva <e@f.net>", THREE],
	["display names with a comma", 'Ay, Ada <a@b.com>; "Cem, C." <c@d.org>, E, Eva <e@f.net>', THREE],
	[
		"an address as the display name",
		"'a@b.com' <a@b.com>; c@d.org <c@d.org>",
		["a@b.com", "c@d.org"],
	],
	["quotes and mailto", `"a@b.com", 'c@d.org'; <mailto:e@f.net>`, THREE],
	["a quote that never ends", 'Ada "Ay <a@b.com>\nc@d.org', ["a@b.com", "c@d.org"]],
	["typographic quotes, and brackets", "“a@b.com”, (c@d.org); «e@f.net»", THREE],
	["German typographic quotes", "„a@b.com“ ‚c@d.org‘", ["a@b.com", "c@d.org"]],
	["a sentence's end", "a@b.com, c@d.org and e@f.net.", THREE, [[1, "and", "not-a-user-name"]]],
	["Exchange's addresses", "SMTP:a@b.com;smtp:c@d.org;SIP:e@f.net", THREE],
	["a link's subject", "mailto:a@b.com?subject=Hello", ["a@b.com"]],
	["Word's soft line breaks", "a@b.com\vc@d.org\fe@f.net", THREE],
	["line breaks from mainframes and Unicode", "a@b.com\u0085c@d.org\u2028e@f.net", THREE],
	["a Greek question mark", "a@b.com\u037e c@d.org", ["a@b.com", "c@d.org"]],
	[
		"the same letter in two encodings",
		"e\u0301va@b.com\n\u00e9va@b.com",
		["\u00e9va@b.com"],
		[[2, "\u00e9va@b.com", "twice"]],
	],
	["an apostrophe in a name", "mary.o'neil@b.com", ["mary.o'neil@b.com"]],
	[
		"unseen characters",
		"\ufeff\u200fa@b.com\u200b\n\u202ac@d.org\u202c\u00ad",
		["a@b.com", "c@d.org"],
	],
	[
		"the same name twice, in different case",
		"a@b.com\nA@B.com",
		["a@b.com"],
		[[2, "A@B.com", "twice"]],
	],
	[
		"a table without a header",
		"a@b.com,Ada\nc@d.org;Cem",
		["a@b.com", "c@d.org"],
		[
			[1, "Ada", "not-a-user-name"],
			[2, "Cem", "not-a-user-name"],
		],
	],
	["a table with a header", "Name;UserPrincipalName;Mail\nAda;a@b.com;ada@b.com", ["a@b.com"]],
	["a table with Graph's spelling", "user_principal_name,name\na@b.com,Ada", ["a@b.com"]],
	[
		"Microsoft 365's export",
		"Display name,User principal name,Proxy addresses\nAda,a@b.com,SMTP:x@b.com+smtp:y@b.com",
		["a@b.com"],
	],
	[
		"Entra's template for many people",
		"version:v1.0\nUser name [userPrincipalName] Required,Manager\na@b.com,boss@b.com",
		["a@b.com"],
	],
	[
		"a German table",
		"Anzeigename\tBenutzerprinzipalname\tMail\nAda\ta@b.com\tx@b.com",
		["a@b.com"],
	],
	["a short title", "UPN,Mail\na@b.com,x@b.com", ["a@b.com"]],
	[
		"an exact column title beside a vague one",
		"User name;UserPrincipalName\nada;a@b.com",
		["a@b.com"],
	],
	["a separator declared for Excel", 'sep=;\nname;user_name\n"Ay; Ada";a@b.com', ["a@b.com"]],
	["a name without a domain", "ada; a@b.com", ["a@b.com"], [[1, "ada", "not-a-user-name"]]],
	["two at signs", "a@b@c.com,a@b.com", ["a@b.com"], [[1, "a@b@c.com", "not-a-user-name"]]],
	[
		"a path, a formula, a short domain",
		"../me@x.com/y z\n=1+1\na@b",
		[],
		[
			[1, "../me@x.com/y z", "not-a-user-name"],
			[2, "=1+1", "not-a-user-name"],
			[3, "a@b", "not-a-user-name"],
		],
	],
	["a guest's name", "ada_gmail.com#EXT#@b.com", ["ada_gmail.com#EXT#@b.com"]],
	[
		"a name that is too long",
		`${"a".repeat(60)}@${"b".repeat(60)}.com`,
		[],
		[[1, `${"a".repeat(60)}@${"b".repeat(60)}.com`, "not-a-user-name"]],
	],
])("%s", (_what, text, names, unread = []) => {
	const read = userNames(text);
	expect(read.names).toEqual(names);
	expect(read.unread.map(({ line, text, reason }) => [line, text, reason])).toEqual(unread);
});

const name = fc.stringMatching(/^[a-z+-][a-z0-9.'_-]{0,12}[a-z0-9]@[a-z]{1,9}\.(com|org|example)$/);
const list = fc.uniqueArray(name, { minLength: 1, maxLength: 12 });
const unseen = fc.constantFrom(
	"",
	"",
	"\u200b",
	"\u200f",
	"\ufeff",
	"\u2066",
	"\u00ad",
	"\u00a0",
	"\u2060",
	"\u061c",
	// Other fillers: Hangul, Mongolian, Braille, emoji and tags.
	"\u3164",
	"\u115f",
	"\uffa0",
	"\u180e",
	"\u2800",
	"\ufe0f",
	"\u3000",
	"\u{e0041}",
	"\u{1d173}",
);
const displayName = fc.stringMatching(/^[A-Z][a-z]{0,8}(, [A-Z][a-z]{0,8})?$/);
const written = [
	(address: string) => address,
	(address: string) => `"${address}"`,
	(address: string) => `<${address}>`,
	(address: string, shown: string) => `${shown} <${address}>`,
	(address: string, shown: string) => `"${shown}" <${address}>`,
];

test("every name is read in every notation, and nothing is lost", () => {
	fc.assert(
		fc.property(
			list,
			fc.array(fc.tuple(unseen, fc.constantFrom(...written), displayName, unseen), {
				minLength: 12,
			}),
			fc.constantFrom(
				"\n",
				"\r\n",
				"\r",
				";",
				"; ",
				", ",
				"\t",
				";\n",
				"\v",
				"\f",
				"\u0085",
				"\u2028",
				"\u2029",
				"；",
				"، ",
			),
			(names, ways, separator) => {
				const text = names
					.map((address, index) => {
						const [before, write, shown, behind] = ways[index] ?? ["", String, "", ""];
						return before + write(address, shown) + behind;
					})
					.join(separator);
				expect(userNames(text)).toEqual({ names, unread: [] });
			},
		),
	);
});

test("every address in any text is read, or reported as unread", () => {
	const characters = fc.constantFrom(..."ab.@@@;, \t\n'|(");
	fc.assert(
		fc.property(fc.string({ unit: characters, maxLength: 60 }), (text) => {
			const { names, unread } = userNames(text);
			const reported = [...names, ...unread.map(({ text }) => text)].join(" ");
			expect(reported.split("@").length).toBe(text.split("@").length);
		}),
	);
});

const person = (userPrincipalName: string, displayName: string) =>
	exampleMember({ userPrincipalName, displayName, mail: `mail-${userPrincipalName}` });

test("the portal's own files can be read, whatever names people have", () => {
	fc.assert(
		fc.property(
			list,
			fc.array(fc.string({ unit: "binary" }), { minLength: 12 }),
			(names, shown) => {
				const people = names.map((address, index) => person(address, shown[index] ?? ""));
				const rows = people.map((one) => ({
					...one,
					...({ state: "has-to-change", reason: "absent" } as const),
					doubt: undefined,
					since: undefined,
				}));
				const board = cohortCsv(rows);
				expect(userNames(`\ufeff${board}`)).toEqual({ names, unread: [] });
				const touched = people.map((one) => ({
					...one,
					isExpired: false,
					isManagementRestricted: false,
				}));
				expect(userNames(planCsv({ touched, leftOut: [] }, []))).toEqual({ names, unread: [] });
			},
		),
	);
});
