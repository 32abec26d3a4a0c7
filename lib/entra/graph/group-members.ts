import type { Member } from "#lib/core/cohort/member.ts";
import { ask } from "./directory-groups.ts";
import { directoryUser, USER_FIELDS } from "./directory-user.ts";
import {
	bodyOf,
	type GraphAnswer,
	type GraphRefusal,
	graphError,
	refusal,
} from "./graph-answer.ts";

/** One page of the people who are direct members of a group. */
type MembersPage = {
	ok: true;
	members: Member[];
	/** The address of the next page; `undefined`: this was the last. */
	next: string | undefined;
	/** How many there are, by the first page. Graph's index may lag behind. */
	total: number | undefined;
};
export type MembersResult =
	| MembersPage
	| GraphRefusal
	/** The address of the page does not work any more. */
	| { ok: false; because: "page-expired"; challenge?: undefined; retryAfterMs?: undefined };

/** Graph gives at most so many at once. */
const PAGE_SIZE = 999;

/** The address of the first page: direct members only, people only. */
export function firstPage(graphUrl: string, groupId: string): string {
	const query = new URLSearchParams({
		$select: USER_FIELDS,
		$top: String(PAGE_SIZE),
		$count: "true",
	});
	const path = `groups/${encodeURIComponent(groupId)}/members/microsoft.graph.user`;
	return `${graphUrl}/v1.0/${path}?${query}`;
}

/** Reads one page. An address that does not lead to Graph is not followed: the token would go there. */
export async function readMembersPage(
	graphUrl: string,
	token: string,
	url: string,
): Promise<MembersResult> {
	if (new URL(url).origin !== new URL(graphUrl).origin) return { ok: false, because: "refused" };
	return membersFrom(await ask(url, token));
}

/** Decides what Graph's answer to a page of members means. */
function membersFrom(answer: GraphAnswer): MembersResult {
	const refused = refusal(answer);
	if (refused && hasExpired(answer)) {
		return { ok: false, because: "page-expired" };
	}
	if (refused) return refused;
	const body = bodyOf(answer);
	if (!Array.isArray(body.value)) return { ok: false, because: "refused" };
	const next = body["@odata.nextLink"];
	const count = body["@odata.count"];
	return {
		ok: true,
		members: body.value.map(directoryUser),
		next: typeof next === "string" ? next : undefined,
		total: typeof count === "number" ? count : undefined,
	};
}

/** Graph names it so, e.g. Directory_ExpiredPageToken; 410 is what deltas answer. */
function hasExpired(answer: GraphAnswer): boolean {
	if (answer.kind === "no-answer") return false;
	return answer.status === 410 || /PageToken|SkipToken/i.test(graphError(answer.body).code);
}
