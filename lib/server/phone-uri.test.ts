import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { expect, test } from "vitest";
import { phoneUri } from "./phone-uri.ts";

test.each<[string, string | undefined, string | undefined]>([
	["+49 30 1234567", undefined, "tel:+49301234567"],
	["+49 (0)30 1234567", undefined, "tel:+49301234567"],
	["+49(0)30/123-4567", undefined, "tel:+49301234567"],
	["0049 30 1234567", "DE", "tel:+49301234567"],
	["030 1234567", "DE", "tel:+49301234567"],
	["(030) 1234567", "DE", "tel:+49301234567"],
	["+44 (0) 20 7946 0958", undefined, "tel:+442079460958"],
	["+1 425 555 0100 ext. 11", undefined, "tel:+14255550100;ext=11"],
	["+1 (425) 555-0100 x11", undefined, "tel:+14255550100;ext=11"],
	["+٤٩ ٣٠ ١٢٣٤٥٦٧", undefined, "tel:+49301234567"],
	["۰۲۱ ۸۸۷۷ ۶۶۵۵", "IR", "tel:+982188776655"],
	["\u202a+49 30 1234567\u202c", undefined, "tel:+49301234567"],
	["\u200e030 1234567\u00a0", "DE", "tel:+49301234567"],
	["＋４９ （０）３０－１２３４５６７", undefined, "tel:+49301234567"],
	["tel:+49-30-1234567", undefined, "tel:+49301234567"],
	["+7 (495) 123-45-67 доб. 11", undefined, "tel:+74951234567;ext=11"],
	["+49 30 1234567 / 89", undefined, undefined],
	["+49 30 1234567 / 8912", undefined, undefined],
	["+49 30 12 34 56-7/-8", undefined, undefined],
	["030 1234567/68/69", "DE", undefined],
	["+49 30 1234567, 1234568", undefined, undefined],
	["+49 30 1234567; 030 1234568", undefined, undefined],
	["+49 30 1234567, 11", undefined, "tel:+49301234567;ext=11"],
	["0351 / 4567890", "DE", "tel:+493514567890"],
	["04131/45678", "DE", "tel:+49413145678"],
	["011 49 30 1234567", "DE", undefined],
	["011 49 30 1234567", "US", "tel:+49301234567"],
	["(+49) 30 1234567", undefined, "tel:+49301234567"],
	["+49 30 1234567 oder +49 30 7654321", undefined, undefined],
	["+٩١ ११ २३४५ ६७८९", "IN", undefined],
	["030 1234567", undefined, undefined],
	["ext. 4711", "DE", undefined],
	["4711", undefined, undefined],
	["ask for Ann", "DE", undefined],
	["", "DE", undefined],
])("%s in %s dials %s", (text, country, uri) => {
	expect(phoneUri(text, country)).toBe(uri);
});

test("a number dials the same in every notation", () => {
	const national = fc.stringMatching(/^30[1-9]\d{6}$/);
	const ways = fc.constantFrom("international", "rfc", "e164", "arabic", "persian", "wide", "zero");
	const around = fc.constantFrom(
		"",
		" ",
		"\u200e",
		"\u202a",
		"\ufeff",
		"\u2068",
		"\u00a0",
		"\t",
		"\u3000",
	);
	fc.assert(
		fc.property(national, ways, around, around, (digits, way, before, behind) => {
			const inDigitsFrom = (zero: number) =>
				`+49${digits}`.replace(/\d/g, (d) => String.fromCharCode(zero + Number(d)));
			const number = parsePhoneNumberFromString(`+49${digits}`);
			const text = {
				international: number?.formatInternational() ?? "",
				rfc: `+49-${digits.slice(0, 2)}-${digits.slice(2)}`,
				e164: `+49${digits}`,
				arabic: inDigitsFrom(0x0660),
				persian: inDigitsFrom(0x06f0),
				wide: inDigitsFrom(0xff10).replace("+", "＋"),
				zero: `+49 (0) ${digits.slice(0, 2)} ${digits.slice(2)}`,
			}[way];
			expect(phoneUri(before + text + behind, undefined)).toBe(`tel:+49${digits}`);
		}),
	);
});

test("whatever is typed, the result is a number or nothing", () => {
	fc.assert(
		fc.property(
			fc.string({ unit: "binary" }),
			fc.constantFrom(undefined, "DE", "US"),
			(text, of) => {
				expect(phoneUri(text, of) ?? "tel:+1").toMatch(/^tel:\+\d+(?:;ext=\d+)?$/);
			},
		),
	);
});
