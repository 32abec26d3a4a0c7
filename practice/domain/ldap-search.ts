import type { Directory } from "./directory.ts";
import { type Entry, storedValues } from "./directory-entry.ts";
import { isWithin, nameKey, parentKey } from "./distinguished-name.ts";
import { CONFIGURATION_DN, DOMAIN_DN, DOMAIN_NAME } from "./domain-names.ts";
import { isUnsupported, matches } from "./filter-match.ts";
import type { Filter } from "./ldap-filter.ts";
import type { SearchRequest } from "./ldap-requests.ts";
import { BROKEN_NAME, type LdapResult, noSuchObject, SUCCESS, UNWILLING } from "./ldap-results.ts";
import { type Page, takePage } from "./search-page.ts";

export type Found = Page & { references: string[] };

/**
 * Finds what a search asks for below a base that is not the rootDSE.
 *
 * @param hidden attributes that the one who asks may not read, in lower case: for a filter they are
 * not there, and nobody is told so
 */
export function search(
	directory: Directory,
	request: SearchRequest,
	hidden: ReadonlySet<string>,
): Found {
	const key = nameKey(request.base);
	if (key === undefined) return refusal(BROKEN_NAME);
	const base = directory.entryAt(key);
	if (!base || base.isHidden) return refusal(noSuchObject(nearest(directory, key)));
	if (isUnsupported(request.filter)) return refusal(UNWILLING);
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

/** The name of the nearest entry above a name that is not there (RFC 4511 4.1.9, matchedDN). */
function nearest(directory: Directory, key: string): string {
	let above = parentKey(key);
	while (above !== undefined && !directory.entryAt(above)) above = parentKey(above);
	return above === undefined ? "" : (directory.entryAt(above)?.dn ?? "");
}

function isInScope(entry: Entry, base: Entry, scope: SearchRequest["scope"]): boolean {
	if (scope === "base") return entry === base;
	if (entry.context !== base.context) return false;
	return scope === "one" ? entry.parent === base.key : isWithin(entry.key, base.key);
}

/** Entries that can match, in the order of adding: few if an index knows them, else all. */
function candidates(directory: Directory, request: SearchRequest, base: Entry): Iterable<Entry> {
	if (request.scope === "base") return [base];
	const known = fromIndex(directory, request.filter);
	return known ? [...known].sort((a, b) => a.ordinal - b.ordinal) : directory.entries();
}

/** The entries that the indexes give for a filter; `undefined` when they do not cover it. */
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

/** A search of the whole domain is told of the naming context below it (MS-ADTS 3.1.1.4.6). */
function references(base: Entry, { scope }: SearchRequest): string[] {
	const isWholeDomain = base.dn === DOMAIN_DN && scope === "sub";
	return isWholeDomain ? [`ldaps://${DOMAIN_NAME}/${CONFIGURATION_DN}`] : [];
}
