import { expect, test } from "vitest";
import { withLatinDigits } from "./digits.ts";

const AT = new Date("2026-11-29T10:00:00Z");

test.each(["ar", "ar-EG", "ar-SA", "ar-u-nu-arab", "fa-IR", "de", "en-GB"])(
	"numbers and times in %s use one kind of digits and one calendar",
	(language) => {
		const locale = withLatinDigits(language);
		expect(new Intl.NumberFormat(locale).format(20_500)).toMatch(/^20\D?500$/);
		const formatted = new Intl.DateTimeFormat(locale, {
			dateStyle: "long",
			timeStyle: "short",
		}).format(AT);
		expect(formatted).toContain("2026");
		expect(formatted).not.toMatch(/[\u0660-\u0669\u06f0-\u06f9]/);
	},
);
