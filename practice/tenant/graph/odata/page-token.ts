import { type GraphRefusal, REFUSALS } from "../graph-error.ts";

type PageToken = { resource: string; place: number };

/** @returns an opaque `$skiptoken` for what follows `place` in a list. */
export function pageToken(resource: string, place: number): string {
	const token: PageToken = { resource, place };
	return Buffer.from(JSON.stringify(token)).toString("base64url");
}

/**
 * Parses a request's `$skiptoken`; one from another list is refused.
 *
 * @returns the position to continue from: 0 without a token.
 */
export function startingPlace(query: URLSearchParams, resource: string): number | GraphRefusal {
	const text = query.get("$skiptoken");
	if (text === null) return 0;
	const token = parsed(text);
	if (token?.resource !== resource) return REFUSALS.strangePageToken;
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
