import type { Entry } from "./directory-entry.ts";
import { MAX_PAGE_SIZE } from "./domain-policy.ts";
import type { SearchRequest } from "./ldap-requests.ts";
import { type LdapResult, SIZE_LIMIT, SUCCESS } from "./ldap-results.ts";

export type Page = {
	result: LdapResult;
	entries: Entry[];
	/** Where the next page begins; empty after the last one, absent when no pages were asked for. */
	cookie?: Buffer;
};

/**
 * Takes one page from what matches (RFC 2696), or as much as a search without pages may give.
 *
 * @param matching gives the matching entries after the one with this ordinal, in their order
 */
export function takePage(
	{ controls, sizeLimit }: Pick<SearchRequest, "controls" | "sizeLimit">,
	matching: (after: number) => Iterable<Entry>,
): Page {
	const paging = controls.page;
	// RFC 2696 3: a size of 0 ends a search that was begun.
	if (paging?.size === 0) return { result: SUCCESS, entries: [], cookie: lastCookie() };
	const { after, given } = readCookie(paging?.cookie);
	const most = Math.min(paging?.size ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE);
	const allowed = sizeLimit > 0 ? sizeLimit - given : Number.POSITIVE_INFINITY;
	const entries: Entry[] = [];
	for (const entry of matching(after)) {
		if (entries.length === allowed) return { result: SIZE_LIMIT, entries };
		if (entries.length === most) {
			if (!paging) return { result: SIZE_LIMIT, entries };
			const last = entries.at(-1)?.ordinal ?? after;
			return { result: SUCCESS, entries, cookie: nextCookie(last, given + entries.length) };
		}
		entries.push(entry);
	}
	return { result: SUCCESS, entries, ...(paging && { cookie: lastCookie() }) };
}

const lastCookie = () => Buffer.alloc(0);

/** A cookie says where the page ended, so that nothing has to be remembered between pages. */
function nextCookie(after: number, given: number): Buffer {
	const cookie = Buffer.alloc(8);
	cookie.writeUInt32BE(after, 0);
	cookie.writeUInt32BE(given, 4);
	return cookie;
}

function readCookie(cookie: Buffer | undefined): { after: number; given: number } {
	if (cookie?.length !== 8) return { after: 0, given: 0 };
	return { after: cookie.readUInt32BE(0), given: cookie.readUInt32BE(4) };
}
