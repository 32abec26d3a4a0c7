import type { Member } from "#lib/core/cohort/member.ts";
import { failed, type Result } from "#lib/core/failure.ts";
import { directoryUser, USER_FIELDS } from "./directory-user.ts";
import {
	type GraphAnswer,
	graphError,
	graphFailure,
	isAtGraph,
	readAnswer,
	searchGraph,
} from "./graph-answer.ts";

/** One page of the direct members of a group, people only. */
export type MembersPage = {
	members: Member[];
	/** The address of the next page; `undefined`: this was the last. */
	next: string | undefined;
	/** The total, from the first page. Graph's index may lag. */
	total: number | undefined;
};

/** The most that Graph returns per page. */
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

/** Reads one page. An address outside Graph is not followed: the token would go there. */
export async function readMembersPage(
	graphUrl: string,
	token: string,
	url: string,
): Promise<Result<MembersPage>> {
	if (!isAtGraph(url, graphUrl)) return failed("graph-refused");
	const answer = await searchGraph(url, token);
	if (answer.ok && hasExpired(answer.value)) return graphFailure(answer.value, "page-expired");
	return readAnswer(answer, pageFrom, "group-not-found");
}

function pageFrom(body: Record<string, unknown>): MembersPage | undefined {
	if (!Array.isArray(body.value)) return undefined;
	const next = body["@odata.nextLink"];
	const count = body["@odata.count"];
	return {
		members: body.value.map(directoryUser),
		next: typeof next === "string" ? next : undefined,
		total: typeof count === "number" ? count : undefined,
	};
}

/** Graph's code for it, e.g. Directory_ExpiredPageToken; delta queries answer 410. */
function hasExpired({ status, body }: GraphAnswer): boolean {
	return status === 410 || /PageToken|SkipToken/i.test(graphError(body).code);
}
