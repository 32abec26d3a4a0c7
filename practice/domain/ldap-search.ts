import { type AttributeValue, comparable } from "./attribute-syntax.ts";
import type { Directory } from "./directory.ts";
import { type Entry, storedValues } from "./directory-entry.ts";
import { isWithin, nameKey } from "./distinguished-name.ts";
import { CONFIGURATION_DN, DOMAIN_DN, DOMAIN_NAME } from "./domain-names.ts";
import { MAX_PAGE_SIZE } from "./domain-policy.ts";
import type { Filter } from "./ldap-filter.ts";
import type { SearchRequest } from "./ldap-requests.ts";
import { type LdapResult, NO_SUCH_OBJECT, SIZE_LIMIT, SUCCESS } from "./ldap-results.ts";

export type Found = Page & { references: string[] };

/**
 * Executes a search below a base other than the rootDSE.
 *
 * @param hidden attributes that the requester may not read, in lower case: to a filter they silently do
 * not exist
 */
export function search(
	directory: Directory,
	request: SearchRequest,
	hidden: ReadonlySet<string>,
): Found {
	const key = nameKey(request.base);
	const base = directory.entryAt(key);
	if (!base || base.isHidden) return refusal(NO_SUCH_OBJECT);
	const valuesOf = (entry: Entry) => (attribute: string) =>
		hidden.has(attribute) ? [] : storedValues(entry, attribute);
	const found = takePage(request, function* (after) {
		for (const entry of candidates(directory, request, base)) {
			if (entry.isHidden || entry.ordinal <= after || !isInScope(entry, base, request.scope))
				continue;
			if (matches(request.filter, valuesOf(entry))) yield entry;
		}
	});
	return { ...found, references: isLast(found) ? references(base, request) : [] };
}

function refusal(result: LdapResult): Found {
	return { result, entries: [], references: [] };
}

function isInScope(entry: Entry, base: Entry, scope: SearchRequest["scope"]): boolean {
	if (scope === "base") return entry === base;
	if (entry.context !== base.context) return false;
	return scope === "one" ? entry.parent === base.key : isWithin(entry.key, base.key);
}

/** Candidate entries, in the order of adding: from an index if possible, otherwise all. */
function candidates(directory: Directory, request: SearchRequest, base: Entry): Iterable<Entry> {
	if (request.scope === "base") return [base];
	const known = fromIndex(directory, request.filter);
	return known ? [...known].sort((a, b) => a.ordinal - b.ordinal) : directory.entries();
}

/** The entries from the indexes for a filter; `undefined` if they do not cover it. */
function fromIndex(directory: Directory, filter: Filter): Set<Entry> | undefined {
	if (filter.kind === "one-of" && directory.isIndexed(filter.attribute)) {
		return new Set(
			[...filter.values].flatMap((value) => directory.findAll(filter.attribute, value)),
		);
	}
	if (filter.kind === "and") {
		return filter.filters.map((part) => fromIndex(directory, part)).find((known) => known);
	}
	if (filter.kind !== "or") return undefined;
	const parts = filter.filters.map((part) => fromIndex(directory, part));
	if (!parts.every((part) => part !== undefined)) return undefined;
	return new Set(parts.flatMap((part) => [...part]));
}

function isLast({ result, cookie }: Page): boolean {
	return result === SUCCESS && !cookie?.length;
}

/** A search of the whole domain gets a referral to the naming context below it (MS-ADTS 3.1.1.4.6). */
function references(base: Entry, { scope }: SearchRequest): string[] {
	const isWholeDomain = base.dn === DOMAIN_DN && scope === "sub";
	return isWholeDomain ? [`ldaps://${DOMAIN_NAME}/${CONFIGURATION_DN}`] : [];
}

/** Whether an entry matches; `valuesOf` returns its values of an attribute, by lower-case name. */
function matches(
	filter: Filter,
	valuesOf: (attribute: string) => readonly AttributeValue[],
): boolean {
	switch (filter.kind) {
		case "and":
			return filter.filters.every((part) => matches(part, valuesOf));
		case "or":
			return filter.filters.some((part) => matches(part, valuesOf));
		// A missing attribute matches nothing, so its negation matches.
		case "not":
			return !matches(filter.filter, valuesOf);
		case "present":
			return valuesOf(filter.attribute).length > 0;
		default:
			return valuesOf(filter.attribute).some((value) => holds(filter, value));
	}
}

type Comparison = Extract<Filter, { kind: "one-of" | "at-least" }>;

function holds(filter: Comparison, value: AttributeValue): boolean {
	const stored = comparable(filter.attribute, value);
	if (stored === undefined) return false;
	if (filter.kind === "one-of") return filter.values.has(stored);
	return BigInt(stored) >= BigInt(filter.value);
}

type Page = {
	result: LdapResult;
	entries: Entry[];
	/** Where the next page starts; empty after the last one, absent for an unpaged search. */
	cookie?: Buffer;
};

/**
 * Takes one page of the matches (RFC 2696), or as much as an unpaged search may return.
 *
 * @param matching yields the matching entries after the one with this ordinal, in order
 */
function takePage(
	{ page }: Pick<SearchRequest, "page">,
	matching: (after: number) => Iterable<Entry>,
): Page {
	const most = Math.min(page?.size ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE);
	// The cookie says where the last page ended, so no state is kept between pages.
	const after = page?.cookie.length ? page.cookie.readUInt32BE() : 0;
	const entries: Entry[] = [];
	for (const entry of matching(after)) {
		if (entries.length === most) {
			if (!page) return { result: SIZE_LIMIT, entries };
			const cookie = Buffer.alloc(4);
			cookie.writeUInt32BE(entries.at(-1)?.ordinal ?? after);
			return { result: SUCCESS, entries, cookie };
		}
		entries.push(entry);
	}
	return { result: SUCCESS, entries, ...(page && { cookie: Buffer.alloc(0) }) };
}
