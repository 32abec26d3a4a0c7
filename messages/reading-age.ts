import { readFileSync } from "node:fs";
import { syllable } from "syllable";
import type { Locale } from "#lib/text/locales.ts";

/**
 * What somebody who changes a password reads or is told on the phone, by page. The helpdesk's and the
 * administrators' own pages are not among it.
 */
const PAGES: Record<string, readonly string[]> = {
	"every page": ["site"],
	Start: ["start"],
	Steps: ["steps"],
	"Sign-in": ["signIn"],
	Errors: ["failures"],
	Profile: ["profile"],
	Ways: ["ways"],
	"No password": ["noPassword"],
	Form: ["change", "passwordHelp"],
	Progress: ["progress", "states", "obstacles", "tellMe", "instructions"],
	Emails: ["mail"],
	Links: ["go", "linkTexts"],
	Offline: ["offline", "missing"],
	"On the phone": ["onePerson.say", "onePerson.then", "temporary.say"],
};

/** Parts of these that are for agents and administrators, or are folded away as technical details. */
const FOR_OTHERS = [
	"progress.helpdesk",
	...["graph-not-understood", "group-not-found", "link-changed-meanwhile", "link-not-found"].map(
		inFailures,
	),
	...["page-expired", "person-not-found", "reference-not-found", "right-missing"].map(inFailures),
	...["role-missing", "role-too-low", "too-many-open"].map(inFailures),
];

function inFailures(code: string): string {
	return `failures.${code}`;
}

type Catalogue = { [name: string]: string | Catalogue };

/** The messages that employees read in a language, by their full names. */
export function employeeMessages(locale: Locale): Map<string, string> {
	const all = messagesOf(catalogueOf(locale), "");
	const isRead = ([name]: [string, string]) =>
		isWithin(name, Object.values(PAGES).flat()) && !isWithin(name, FOR_OTHERS);
	return new Map(all.filter(isRead));
}

export type ReadingAge = { page: string; words: number; grade: number; age: number };

/**
 * The reading age of what employees read in English: the US school grade of Flesch and Kincaid, and the
 * age of those who begin it. Labels say nothing about how hard sentences are, so only texts of five words
 * or more count; a value that is put in counts as a short word.
 *
 * @see Kincaid, Fishburne, Rogers, Chissom: Derivation of new readability formulas (1975)
 */
export function readingAges(): ReadingAge[] {
	const texts = [...employeeMessages("en")];
	return Object.entries(PAGES).map(([page, parts]) => {
		const sentences = texts
			.filter(([name]) => isWithin(name, parts))
			.map(([, message]) => spoken(message))
			.filter((text) => wordsOf(text).length >= FEWEST_WORDS)
			.flatMap(sentencesOf);
		const words = sentences.flatMap(wordsOf);
		const grade = gradeOf(words, sentences.length);
		return { page, words: words.length, grade, age: grade + AGE_AT_GRADE_0 };
	});
}

const FEWEST_WORDS = 5;
const AGE_AT_GRADE_0 = 5;

function gradeOf(words: string[], sentences: number): number {
	const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
	return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

/** A message as one of those who read it has it: one branch of each choice, and a word for each value. */
export function spoken(message: string): string {
	const chosen = message.replace(/\{\w+, \w+,(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, (choice) => {
		const [, other = ""] = choice.match(/\bother \{([^{}]*)\}/) ?? [];
		return other;
	});
	return chosen.replace(/\{\w+\}|#/g, "ten");
}

export const sentencesOf = (text: string): string[] =>
	text.split(/[.!?](?=\s|$)/).filter((sentence) => wordsOf(sentence).length > 0);

export const wordsOf = (text: string): string[] =>
	text.match(/[\p{L}\p{N}][\p{L}\p{N}’-]*/gu) ?? [];

function isWithin(name: string, parts: readonly string[]): boolean {
	return parts.some((part) => name === part || name.startsWith(`${part}.`));
}

function catalogueOf(locale: Locale): Catalogue {
	return JSON.parse(readFileSync(new URL(`${locale}.json`, import.meta.url), "utf8"));
}

function messagesOf(catalogue: Catalogue, path: string): [name: string, message: string][] {
	return Object.entries(catalogue).flatMap(([name, value]) =>
		typeof value === "string"
			? [[`${path}${name}`, value] as [string, string]]
			: messagesOf(value, `${path}${name}.`),
	);
}
