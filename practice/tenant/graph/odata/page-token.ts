import { type GraphRefusal, REFUSALS } from "../graph-error.ts";

type PageToken = { resource: string; place: number; issuedAt: number };

/** What a `$skiptoken` is checked against. */
export type PageClock = { lifetimeMs: number; now: Date };

/** @returns an opaque `$skiptoken` for what follows `place` in a list. */
export function pageToken(resource: string, place: number, { now }: PageClock): string {
	const token: PageToken = { resource, place, issuedAt: now.getTime() };
	return Buffer.from(JSON.stringify(token)).toString("base64url");
}

/**
 * Parses a request's `$skiptoken`. Graph's live for minutes; with an expired one, or one from another
 * list, the list has to be read from the start.
 *
 * @returns the position to continue from: 0 without a token.
 */
export function startingPlace(
	query: URLSearchParams,
	resource: string,
	{ lifetimeMs, now }: PageClock,
): number | GraphRefusal {
	const text = query.get("$skiptoken");
	if (text === null) return 0;
	const token = parsed(text);
	if (token?.resource !== resource) return REFUSALS.strangePageToken;
	if (now.getTime() - token.issuedAt >= lifetimeMs) return REFUSALS.expiredPageToken;
	return token.place;
}

/** @returns the address of the next page: the same query with another token. */
export function nextLink(url: string, query: URLSearchParams, token: string): string {
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
