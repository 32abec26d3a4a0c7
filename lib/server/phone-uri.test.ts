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
	["030 1234567", undefined, undefined],
	["ext. 4711", "DE", undefined],
	["4711", undefined, undefined],
	["ask for Ann", "DE", undefined],
	["", "DE", undefined],
])("%s, of %s, dials %s", (text, country, uri) => {
	expect(phoneUri(text, country)).toBe(uri);
});

test("a number dials the same however it is written", () => {
	const national = fc.stringMatching(/^30[1-9]\d{6}$/);
	const ways = fc.constantFrom("international", "rfc", "e164", "arabic", "zero");
	fc.assert(
		fc.property(national, ways, (digits, way) => {
			const number = parsePhoneNumberFromString(`+49${digits}`);
			const text = {
				international: number?.formatInternational() ?? "",
				rfc: `+49-${digits.slice(0, 2)}-${digits.slice(2)}`,
				e164: `+49${digits}`,
				arabic: `+49${digits}`.replace(/\d/g, (d) => String.fromCharCode(0x0660 + Number(d))),
				zero: `+49 (0) ${digits.slice(0, 2)} ${digits.slice(2)}`,
			}[way];
			expect(phoneUri(text, undefined)).toBe(`tel:+49${digits}`);
		}),
	);
});
