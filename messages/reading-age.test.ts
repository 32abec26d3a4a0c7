import { describe, expect, test } from "vitest";
import { LOCALES, type Locale } from "#lib/text/locales.ts";
import { employeeMessages, readingAges, sentencesOf, spoken, wordsOf } from "./reading-age.ts";

/** GOV.UK writes for a reading age of 9 (Content design: writing for GOV.UK); the hardest page is well below 12. */
const OLDEST_MEDIAN = 9;
const OLDEST = 11;

describe("what employees read in English", () => {
	const ages = readingAges();
	const told = ages.map(({ page, age }) => `${page} ${age.toFixed(1)}`).join(", ");

	test("is for 11-year-olds on the hardest page, and for 9-year-olds on most", () => {
		const sorted = ages.map(({ age }) => age).sort((a, b) => a - b);
		expect(sorted.at(-1), told).toBeLessThanOrEqual(OLDEST);
		expect(sorted[Math.floor(sorted.length / 2)], told).toBeLessThanOrEqual(OLDEST_MEDIAN);
	});

	test("has no sentence of more than 25 words (GOV.UK content design)", () => {
		const long = [...employeeMessages("en")].flatMap(([name, message]) =>
			sentencesOf(spoken(message))
				.filter((sentence) => wordsOf(sentence).length > 25)
				.map((sentence) => `${name}: ${sentence}`),
		);
		expect(long).toEqual([]);
	});

	test("says cannot and do not, which is harder to misread (GOV.UK style guide: contractions)", () => {
		expect(having(/n’t\b/, "en")).toEqual([]);
	});

	test("says what the style says in its place", () => {
		const others =
			/\b(?:go(?:es|ing)? on|went on|by (?:itself|ourselves)|anew|mails?|whoever|all the same|wrong tr(?:y|ies)|existing)\b/i;
		expect(having(others, "en")).toEqual([]);
	});
});

/** Terms of those who run a domain. Its own label, sign-in servers and Microsoft 365 stand for them. */
const TERMS: Record<Locale, RegExp> = {
	en: /managed domain|domain controller|synchroni[sz]|\bdirectory\b|\bEntra\b|kerberos|ntlm|\bhash|\bcontrollers?\b(?!\})|\btenant\b|on-premises/i,
	de: /verwaltete\w* Domäne|Domänencontroller|synchronis|Verzeichnis|\bEntra\b|kerberos|ntlm|\bHash|\bController\b/i,
	ar: /المجال المُ?دار|وحد(?:ة|ات) (?:ال)?تحكم|مُ?زامَ?ن|الدليل المحلي|\bEntra\b|kerberos|ntlm/i,
};

test.each(LOCALES)("employees read no term of those who run a domain: %s", (locale) => {
	expect(having(TERMS[locale], locale)).toEqual([]);
});

/** What employees would read with these words put back, in each language. */
const PUT_BACK: [Locale, string][] = [
	["en", "Until it works in the managed domain"],
	["en", "It has arrived on every domain controller."],
	["en", "Your account is not synchronised"],
	["en", "Microsoft Entra ID shows no change"],
	["en", "For a Kerberos ticket:"],
	["de", "auf Computern der verwalteten Domäne"],
	["de", "auf allen Domänencontrollern"],
	["de", "ein synchronisiertes Konto"],
	["ar", "على أجهزة المجال المُدار"],
	["ar", "إلى كل وحدات التحكم بالمجال"],
	["ar", "خطوات الحساب المُزامَن"],
];
test.each(PUT_BACK)("a term that is put back is found: %s, %s", (locale, text) => {
	expect(text).toMatch(TERMS[locale]);
});

function having(words: RegExp, locale: Locale): string[] {
	return [...employeeMessages(locale)]
		.filter(([, message]) => words.test(message.replace(/\{\w+\}/g, "")))
		.map(([name, message]) => `${name}: ${message}`);
}
