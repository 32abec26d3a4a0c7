import { bodyOf, callGraph, type GraphAnswer, type GraphRefusal, refusal } from "./graph-answer.ts";

/** `ids`: object ids in lower case. */
type GroupsResult = { ok: true; ids: string[] } | GraphRefusal;

/** Nobody is in more groups than a token could ever name, times ten; a loop of pages has to end. */
const MOST_PAGES = 20;

/**
 * Reads which groups a person is directly in. With `User.Read` Graph gives the ids alone, which is enough
 * (Microsoft Learn, `graph/permissions-overview`, limited information for inaccessible members).
 */
export async function readGroups(graphUrl: string, token: string): Promise<GroupsResult> {
	const ids: string[] = [];
	let url: string | undefined =
		`${graphUrl}/v1.0/me/memberOf/microsoft.graph.group?$select=id&$top=999`;
	for (let page = 0; url && page < MOST_PAGES; page += 1) {
		const answer = await callGraph(url, { headers: { Authorization: `Bearer ${token}` } });
		const read = groupsFrom(answer);
		if (!read.ok) return read;
		ids.push(...read.ids);
		// Never sends the token elsewhere, whatever an answer says.
		url = read.next?.startsWith(`${graphUrl}/`) ? read.next : undefined;
	}
	return { ok: true, ids };
}

type Page = { ok: true; ids: string[]; next: string | undefined };

/** Decides what one page of Graph's answer means; one that cannot be read is never taken for "no group". */
function groupsFrom(answer: GraphAnswer): Page | GraphRefusal {
	const refused = refusal(answer);
	if (refused) return refused;
	const body = bodyOf(answer) as { value?: unknown; "@odata.nextLink"?: string };
	if (!Array.isArray(body.value)) return { ok: false, because: "refused" };
	const ids = body.value.map((group: { id?: unknown }) => String(group.id).toLowerCase());
	return { ok: true, ids, next: body["@odata.nextLink"] };
}
