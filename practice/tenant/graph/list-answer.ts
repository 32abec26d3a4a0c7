import { type Answer, json } from "../http/call.ts";
import { type GraphRefusal, REFUSALS } from "./graph-error.ts";
import { type ListQuery, readListQuery } from "./odata/list-query.ts";
import type { Searchable } from "./odata/search-expression.ts";
import { type PropertyTable, show } from "./properties.ts";
import type { GraphCall, RequestHeaders } from "./router.ts";

type Entry<T> = { place: number; item: T };

export type ListSource<T> = {
	origin: string;
	/** What follows `$metadata#`. */
	context: string;
	table: PropertyTable<T>;
	searchable: Searchable<T>;
	/** The items from a position on. Positions stay valid when earlier items disappear. */
	from(place: number): Iterable<Entry<T>>;
	/** How an item is shown, if not just by its properties. */
	shown?(item: T, properties: readonly string[]): object;
};

/** Whether a request has `ConsistencyLevel: eventual`. */
function isEventual(headers: RequestHeaders): boolean {
	return headers.consistencylevel?.toLowerCase() === "eventual";
}

/**
 * Why a path that ends in a cast is refused: casts are advanced queries, which need the header
 * and `$count=true` (Microsoft Learn, `graph/aad-advanced-queries`).
 */
export function castRefusal({ path, query, headers }: GraphCall): GraphRefusal | undefined {
	const isCast = path.split("/").at(-1)?.startsWith("microsoft.graph.") === true;
	const isAdvanced = isEventual(headers) && query.get("$count")?.toLowerCase() === "true";
	return isCast && !isAdvanced ? REFUSALS.castNeedsHeader : undefined;
}

/** @returns the items of a list with their positions. */
export function* placed<T>(items: Iterable<T>): Iterable<Entry<T>> {
	let place = 0;
	for (const item of items) {
		yield { place, item };
		place += 1;
	}
}

/** Returns one page of a list, by the call's query options. */
export function answerList<T>(call: GraphCall, source: ListSource<T>): Answer | GraphRefusal {
	const { table, searchable, origin } = source;
	const asked = { query: call.query, isEventual: isEventual(call.headers) };
	const query = readListQuery(asked, table, searchable);
	if ("code" in query) return query;
	const start = startingPlace(call.query, call.path);
	if (typeof start !== "number") return start;
	const { page, next } = pageFrom(start, query, source);
	const url = `${origin}/v1.0${call.path}`;
	const columns = call.query.has("$select") ? `(${query.properties.join(",")})` : "";
	const shown =
		source.shown ?? ((item: T, properties: readonly string[]) => show(table, item, properties));
	return json(200, {
		"@odata.context": `${origin}/v1.0/$metadata#${source.context}${columns}`,
		...(query.isCounted && start === 0 && { "@odata.count": countOf(query, source) }),
		...(next !== undefined && {
			"@odata.nextLink": nextLink(url, call.query, pageToken(call.path, next)),
		}),
		value: page.map((item) => shown(item, query.properties)),
	});
}

function pageFrom<T>(
	start: number,
	{ pageSize, matches }: ListQuery<T>,
	{ from }: ListSource<T>,
): { page: readonly T[]; next: number | undefined } {
	const page: Entry<T>[] = [];
	for (const entry of from(start)) {
		if (entry.place < start || !matches(entry.item)) continue;
		if (page.length === pageSize) {
			return { page: page.map(({ item }) => item), next: (page.at(-1)?.place ?? 0) + 1 };
		}
		page.push(entry);
	}
	return { page: page.map(({ item }) => item), next: undefined };
}

function countOf<T>({ matches }: ListQuery<T>, { from }: ListSource<T>): number {
	let count = 0;
	for (const { item } of from(0)) if (matches(item)) count += 1;
	return count;
}

type PageToken = { resource: string; place: number };

/** @returns an opaque `$skiptoken` for what follows `place` in a list. */
function pageToken(resource: string, place: number): string {
	const token: PageToken = { resource, place };
	return Buffer.from(JSON.stringify(token)).toString("base64url");
}

/**
 * Parses a request's `$skiptoken`; one from another list is refused.
 *
 * @returns the position to continue from: 0 without a token.
 */
function startingPlace(query: URLSearchParams, resource: string): number | GraphRefusal {
	const text = query.get("$skiptoken");
	if (text === null) return 0;
	const token = parsed(text);
	if (token?.resource !== resource) return REFUSALS.strangePageToken;
	return token.place;
}

/** @returns the address of the next page: the same query with another token. */
function nextLink(url: string, query: URLSearchParams, token: string): string {
	const next = new URLSearchParams(query);
	next.set("$skiptoken", token);
	return `${url}?${next.toString().replaceAll("%24", "$")}`;
}

function parsed(text: string): PageToken | undefined {
	try {
		return JSON.parse(Buffer.from(text, "base64url").toString()) as PageToken;
	} catch {
		return undefined;
	}
}
