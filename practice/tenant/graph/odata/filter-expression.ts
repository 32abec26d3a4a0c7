import { type GraphRefusal, REFUSALS, unsupportedFilter } from "../graph-error.ts";
import { type PropertyTable, propertyNamed } from "../properties.ts";

export type Filter<T> = {
	matches(item: T): boolean;
	/** Whether Graph answers it as an advanced query only (`graph/aad-advanced-queries`). */
	isAdvanced: boolean;
};

type Reading<T> = { tokens: string[]; table: PropertyTable<T>; isAdvanced: boolean };
type Test<T> = (item: T) => boolean;

const TOKEN = /\s*('(?:[^']|'')*'|[A-Za-z][\w/]*|[(),]|-?\d[\w.:-]*)/y;
const FUNCTIONS: Readonly<Record<string, (held: string, wanted: string) => boolean>> = {
	startswith: (held, wanted) => held.startsWith(wanted),
	endswith: (held, wanted) => held.endsWith(wanted),
};

class Unreadable extends Error {}

/**
 * Reads a `$filter` as far as the practice needs it: comparisons of properties and the beginnings and
 * ends of text, joined by `and`, `or` and `not` (Microsoft Learn, `graph/filter-query-parameter`).
 *
 * @returns the filter, or Graph's refusal of one that it cannot read.
 */
export function readFilter<T>(text: string, table: PropertyTable<T>): Filter<T> | GraphRefusal {
	const tokens = tokensOf(text);
	if (tokens === undefined) return REFUSALS.unreadableFilter;
	const reading: Reading<T> = { tokens, table, isAdvanced: false };
	try {
		const matches = disjunction(reading);
		if (tokens.length > 0) return REFUSALS.unreadableFilter;
		return { matches, isAdvanced: reading.isAdvanced };
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		return error.message === "" ? REFUSALS.unreadableFilter : unsupportedFilter(error.message);
	}
}

function tokensOf(text: string): string[] | undefined {
	const tokens: string[] = [];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < text.trimEnd().length) {
		const match = TOKEN.exec(text);
		if (match?.[1] === undefined) return undefined;
		tokens.push(match[1]);
	}
	return tokens;
}

function disjunction<T>(reading: Reading<T>): Test<T> {
	const tests = [conjunction(reading)];
	while (accept(reading, "or")) tests.push(conjunction(reading));
	return (item) => tests.some((test) => test(item));
}

function conjunction<T>(reading: Reading<T>): Test<T> {
	const tests = [factor(reading)];
	while (accept(reading, "and")) tests.push(factor(reading));
	return (item) => tests.every((test) => test(item));
}

function factor<T>(reading: Reading<T>): Test<T> {
	if (accept(reading, "not")) {
		reading.isAdvanced = true;
		const test = factor(reading);
		return (item) => !test(item);
	}
	if (accept(reading, "(")) {
		const test = disjunction(reading);
		expect(reading, ")");
		return test;
	}
	const word = next(reading);
	const compare = FUNCTIONS[word.toLowerCase()];
	return compare === undefined ? comparison(reading, word) : call(reading, word, compare);
}

function call<T>(
	reading: Reading<T>,
	name: string,
	compare: (held: string, wanted: string) => boolean,
): Test<T> {
	expect(reading, "(");
	const property = readingOf(reading, next(reading));
	expect(reading, ",");
	const wanted = literal(next(reading));
	expect(reading, ")");
	if (name.toLowerCase() === "endswith") reading.isAdvanced = true;
	return (item) => compare(folded(property(item)), folded(wanted));
}

function comparison<T>(reading: Reading<T>, name: string): Test<T> {
	const property = readingOf(reading, name);
	const operator = next(reading);
	if (operator === "in") {
		const wanted = list(reading);
		return (item) => wanted.includes(folded(property(item)));
	}
	if (operator !== "eq" && operator !== "ne") throw new Unreadable();
	if (operator === "ne") reading.isAdvanced = true;
	const wanted = folded(literal(next(reading)));
	return (item) => (folded(property(item)) === wanted) === (operator === "eq");
}

function list<T>(reading: Reading<T>): readonly string[] {
	expect(reading, "(");
	const values = [folded(literal(next(reading)))];
	while (accept(reading, ",")) values.push(folded(literal(next(reading))));
	expect(reading, ")");
	return values;
}

function readingOf<T>({ table }: Reading<T>, name: string): (item: T) => unknown {
	const known = propertyNamed(table, name);
	if (known === undefined) throw new Unreadable(name);
	return (item) => table.shown[known]?.(item);
}

function literal(token: string): unknown {
	if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
	const constants: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
	return Object.hasOwn(constants, token) ? constants[token] : token;
}

/** Text is compared whatever the case; the kind of everything else is told apart. */
function folded(value: unknown): string {
	return typeof value === "string" ? value.toLowerCase() : `\0${String(value)}`;
}

function accept<T>({ tokens }: Reading<T>, word: string): boolean {
	if (tokens[0] !== word) return false;
	tokens.shift();
	return true;
}

function expect<T>(reading: Reading<T>, word: string): void {
	if (!accept(reading, word)) throw new Unreadable();
}

function next<T>({ tokens }: Reading<T>): string {
	const token = tokens.shift();
	if (token === undefined) throw new Unreadable();
	return token;
}
