import { expect, test } from "vitest";
import { localeFrom } from "./locales.ts";

const cases: [header: string | undefined, locale: string][] = [
	["de", "de"],
	["de-AT,de;q=0.9,en;q=0.8", "de"],
	["fr-FR, fr;q=0.9, ar;q=0.5", "ar"],
	["fr", "en"],
	["en;q=0.1, de;q=0.9", "de"],
	["en;q=0, de;q=0.1", "de"],
	["DE-at", "de"],
	["en;q=0.5;level=1 , ar ; q=0.8", "ar"],
	["de;q=x", "de"],
	[`${"fr,".repeat(2_000)}de`, "de"],
	["", "en"],
	[undefined, "en"],
	["toString,__proto__,*", "en"],
];
test.each(cases)("%s is answered in %s", (header, locale) => {
	expect(localeFrom(header)).toBe(locale);
});
