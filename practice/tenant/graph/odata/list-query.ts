import { type GraphRefusal, REFUSALS, unsupportedFilter, wrongPageSize } from "../graph-error.ts";
import { type PropertyTable, propertyNamed, selectedProperties } from "../properties.ts";
import { readSearch, type Searchable } from "./search-expression.ts";

const DEFAULT_PAGE_SIZE = 100;
const LARGEST_PAGE_SIZE = 999;

/** A list request's OData query options. */
export type ListQuery<T> = {
	properties: readonly string[];
	pageSize: number;
	/** Whether `@odata.count` was requested and is allowed. */
	isCounted: boolean;
	matches(item: T): boolean;
};

export type ListAsked = { query: URLSearchParams; isEventual: boolean };

/**
 * Parses the options of a list. Searching and counting are advanced queries, which need
 * `ConsistencyLevel: eventual` (Microsoft Learn, `graph/aad-advanced-queries`).
 */
export function readListQuery<T>(
	{ query, isEventual }: ListAsked,
	table: PropertyTable<T>,
	searchable: Searchable<T>,
): ListQuery<T> | GraphRefusal {
	const isCounted = isEventual && query.get("$count") === "true";
	const properties = selectedProperties(table, query.get("$select"));
	if ("code" in properties) return properties;
	const pageSize = readPageSize(query);
	if (typeof pageSize !== "number") return pageSize;
	const search = query.get("$search");
	if (search !== null && !isEventual) return REFUSALS.searchNeedsHeader;
	const isFound = search === null ? () => true : readSearch(search, searchable);
	if ("code" in isFound) return isFound;
	const filter = query.get("$filter");
	const isKept = filter === null ? () => true : readFilter(filter, table);
	if ("code" in isKept) return isKept;
	return { properties, pageSize, isCounted, matches: (item) => isFound(item) && isKept(item) };
}

/** @returns the page size; Graph accepts 1 to 999. */
function readPageSize(query: URLSearchParams): number | GraphRefusal {
	const asked = query.get("$top");
	const size = asked === null ? DEFAULT_PAGE_SIZE : Number(asked);
	const isSize = Number.isInteger(size) && size >= 1 && size <= LARGEST_PAGE_SIZE;
	return isSize ? size : wrongPageSize(asked ?? "");
}

/** The product filters by equality. */
const EQUALS = /^\s*(\w+) eq ('(?:[^']|'')*'|true|false)\s*$/;

/**
 * Parses a `$filter` (Microsoft Learn, `graph/filter-query-parameter`).
 *
 * @returns the filter, or Graph's refusal of any other
 */
function readFilter<T>(
	text: string,
	table: PropertyTable<T>,
): ((item: T) => boolean) | GraphRefusal {
	const [, name, wanted] = EQUALS.exec(text) ?? [];
	if (name === undefined || wanted === undefined) return REFUSALS.unreadableFilter;
	const known = propertyNamed(table, name);
	if (known === undefined) return unsupportedFilter(name);
	const value = folded(wanted.replace(/^'(.*)'$/s, "$1").replaceAll("''", "'"));
	return (item) => folded(String(table.shown[known]?.(item))) === value;
}

/** Text is compared case-insensitively. */
const folded = (value: string) => value.toLowerCase();
