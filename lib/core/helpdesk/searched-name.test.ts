import { expect, test } from "vitest";
import { searchedName } from "./searched-name.ts";

test.each([
	["Dana Riley <dana@contoso.com>", "dana@contoso.com"],
	["Riley, Dana <dana@contoso.com>;", "dana@contoso.com"],
	["mailto:dana@contoso.com", "dana@contoso.com"],
	["<dana@contoso.com>", "dana@contoso.com"],
	["CONTOSO\\dana", "dana"],
	["contoso.com\\dana.riley", "dana.riley"],
])("for %j, the search is for %j", (words, name) => {
	expect(searchedName(words)).toBe(name);
});

test.each([
	"Dana",
	"Riley, Dana",
	"dana.riley",
	"dana@con",
	"O'Neil",
	"back \\ slash",
	"\\dana",
	"CONTOSO\\",
])("%j is left as it is", (words) => {
	expect(searchedName(words)).toBe(words);
});

test("two addresses are left as they are", () => {
	const both = "dana@contoso.com; kim@contoso.com";
	expect(searchedName(both)).toBe(both);
});
