import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/text/locales.ts";
import english from "./en.json" with { type: "json" };

type Catalogue = { [name: string]: string | Catalogue };

function sentences(catalogue: Catalogue, path = ""): Map<string, string> {
	return new Map(
		Object.entries(catalogue).flatMap(([name, value]) =>
			typeof value === "string"
				? [[`${path}${name}`, value] as const]
				: [...sentences(value, `${path}${name}.`)],
		),
	);
}

/** The names that a sentence takes: `{name}` and `{count, plural, …}`, not the words inside a plural. */
function parameters(sentence: string): string[] {
	return [...sentence.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name = ""]) => name).sort();
}

const read = (locale: string): Catalogue =>
	JSON.parse(readFileSync(new URL(`${locale}.json`, import.meta.url), "utf8"));

const original = sentences(english as Catalogue);

test("there is a catalogue for every language, and no other", () => {
	const files = readdirSync(new URL(".", import.meta.url)).filter((f) => f.endsWith(".json"));
	expect(files.sort()).toEqual(LOCALES.map((locale) => `${locale}.json`).sort());
});

describe.each(LOCALES)("the catalogue %s", (locale) => {
	const translated = sentences(read(locale));
	test("says all that English says, and nothing more", () => {
		expect([...translated.keys()].sort()).toEqual([...original.keys()].sort());
	});
	test("takes the same parameters in each sentence", () => {
		for (const [name, sentence] of original) {
			const own = new Set(parameters(translated.get(name) ?? ""));
			expect([...own], name).toEqual([...new Set(parameters(sentence))]);
		}
	});
	test("has no empty sentence", () => {
		expect([...translated].filter(([, sentence]) => sentence.trim() === "")).toEqual([]);
	});
	test("breaks no line within a product's name, or between a number and its unit", () => {
		const broken =
			/Microsoft 365|[\d#}] (?:minutes?|hours?|days?|Minuten?|Stunden?|Tage?n?|دقيقة|دقائق|ساعة|أيام|يومًا)(?!\p{L})/u;
		expect([...translated].filter(([, sentence]) => broken.test(sentence))).toEqual([]);
	});
	test("is translated", () => {
		if (locale === "en") return;
		const same = [...translated].filter(
			([name, sentence]) => sentence === original.get(name) && /[a-z]{4,} [a-z]{3,}/.test(sentence),
		);
		expect(same.map(([name]) => name)).toEqual([]);
	});
});

test("English never says what the style forbids", () => {
	const forbidden = /\b(?:please|oops|invalid|forbidden|an error occurred)\b/i;
	expect([...original].filter(([, sentence]) => forbidden.test(sentence))).toEqual([]);
});

test("sorry is for outages alone", () => {
	const sorry = [...original].filter(([, sentence]) => /\bsorry\b/i.test(sentence));
	expect(sorry.map(([name]) => name).sort()).toEqual(
		[
			"change.failures.store-unavailable",
			"failures.headings.microsoft-away",
			"failures.headings.page",
			"failures.headings.portal-away",
			"failures.headings.portal-trouble",
			"failures.store-unavailable",
			"failures.tenant-disturbed",
			"progress.unavailableHeading",
			"site.crash.heading",
		].sort(),
	);
});
