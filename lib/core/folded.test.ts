import { expect, test } from "vitest";
import { folded } from "./folded.ts";

test.each([
	["Jürgen Müller", "muller"],
	["İpek Işıl", "ipek"],
	["Rene\u0301 Roy", "ren\u00e9"],
	["مُحَمَّد", "محمد"],
	["ADA@contoso.com", "ada@"],
])("%s is found by %s", (name, typed) => {
	expect(folded(name)).toContain(folded(typed));
});
