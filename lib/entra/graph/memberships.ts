import { bodyOf, callGraph, type GraphAnswer, type GraphRefusal, refusal } from "./graph-answer.ts";

/** `ids`: object ids in lower case. */
export type MembershipResult = { ok: true; ids: string[] } | GraphRefusal;

/** Nobody is in more groups than a token could ever name, times ten; a loop of pages has to end. */
const MOST_PAGES = 20;

/** Reads which groups a person is directly in. */
export function readGroups(graphUrl: string, token: string): Promise<MembershipResult> {
	return readMemberships(`${graphUrl}/v1.0/me/memberOf`, token, "#microsoft.graph.group");
}

/** Reads which directory roles a person holds for the whole tenant now, also through groups. */
export function readDirectoryRoles(graphUrl: string, token: string): Promise<MembershipResult> {
	const url = `${graphUrl}/v1.0/me/transitiveMemberOf`;
	return readMemberships(url, token, "#microsoft.graph.directoryRole");
}

/**
 * Reads all that somebody is a member of, and keeps what is of one type. A cast in the address would be
 * an advanced query, answered from an index that "might not be up-to-date", and without its header Graph
 * may refuse it ("Advanced query capabilities on Microsoft Entra ID objects"). With `User.Read` Graph gives
 * type and id alone, which is enough (`graph/permissions-overview`, limited information for inaccessible
 * members).
 *
 * @returns a refusal when any page cannot be read: half a list is never taken for a whole one
 */
async function readMemberships(
	list: string,
	token: string,
	type: string,
): Promise<MembershipResult> {
	const ids: string[] = [];
	let url = `${list}?$select=id&$top=999`;
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const answer = await callGraph(url, { headers: { Authorization: `Bearer ${token}` } });
		const read = pageFrom(answer);
		if (!read.ok) return read;
		ids.push(...read.objects.filter((object) => object.type === type).map(({ id }) => id));
		if (read.next === undefined) return { ok: true, ids };
		// Never sends the token elsewhere, whatever an answer says.
		if (new URL(read.next).origin !== new URL(list).origin) break;
		url = read.next;
	}
	return { ok: false, because: "refused" };
}

type Page = { ok: true; objects: { type: string; id: string }[]; next: string | undefined };

/** Decides what one page of Graph's answer means; an object without a type could be any. */
function pageFrom(answer: GraphAnswer): Page | GraphRefusal {
	const refused = refusal(answer);
	if (refused) return refused;
	const body = bodyOf(answer) as { value?: unknown; "@odata.nextLink"?: string };
	if (!Array.isArray(body.value)) return { ok: false, because: "refused" };
	const objects = body.value.map((object: Record<string, unknown>) => ({
		type: String(object["@odata.type"] ?? ""),
		id: String(object.id).toLowerCase(),
	}));
	if (objects.some(({ type }) => type === "")) return { ok: false, because: "refused" };
	return { ok: true, objects, next: body["@odata.nextLink"] };
}
