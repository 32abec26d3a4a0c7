import fc from "fast-check";
import { expect, test } from "vitest";
import { isolatedIn } from "./isolated.ts";
import { LOCALES } from "./locales.ts";

test.each([
	["en", "Dana Riley", "Dana Riley"],
	["en", "دانا", "\u2068دانا\u2069"],
	["en", "gnp.exe\u202e", "\u2068gnp.exe\u2069"],
	["en", "a\u2069b", "\u2068ab\u2069"],
	["en", "ߊߓ", "\u2068ߊߓ\u2069"],
	["en", "𞤀𞤣", "\u2068𞤀𞤣\u2069"],
	["de", "ࠀࠁ 7", "\u2068ࠀࠁ 7\u2069"],
	["de", "ﭏﷺ", "\u2068ﭏﷺ\u2069"],
	["en", "नीता ✓ 😀", "नीता ✓ 😀"],
	["ar", "Dana", "Dana"],
	["ar", "dana@contoso.com", "\u2068dana@contoso.com\u2069"],
	["ar", "+49 30 1234", "\u2068+49 30 1234\u2069"],
	// Values that select a variant of a message are not changed.
	["ar", "changed-since", "changed-since"],
] as const)("in %s, %j is inserted as %j", (locale, text, result) => {
	expect(isolatedIn(locale, text)).toBe(result);
});

test("no text affects the text around it, whatever it contains", () => {
	const marks = fc.constantFrom(..."\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069aב1 ");
	const texts = fc.oneof(fc.string({ unit: marks }), fc.string({ unit: "binary" }));
	fc.assert(
		fc.property(fc.constantFrom(...LOCALES), texts, (locale, text) => {
			const inside = isolatedIn(locale, text).replace(/^\u2068(.*)\u2069$/s, "$1");
			expect(inside).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
		}),
	);
});
