import { bodyOf, callGraph, type GraphAnswer, type GraphRefusal, refusal } from "./graph-answer.ts";

/** A group of the organisation, as Entra holds it. */
export type DirectoryGroup = {
	/** In lower case. */
	id: string;
	displayName: string;
	description: string | undefined;
};

type GroupsResult = { ok: true; groups: DirectoryGroup[] } | GraphRefusal;
type GroupRead = { ok: true; group: DirectoryGroup } | GraphRefusal;

const FIELDS = "id,displayName,description";

/** Whoever has more matches than this is asked to type more. */
export const MAX_GROUPS = 10;

/** Finds groups by words of their names ("Use the $search query parameter", directory objects). */
export async function findGroups(
	graphUrl: string,
	token: string,
	words: string,
): Promise<GroupsResult> {
	const escaped = words.trim().replace(/[\\"]/g, "\\$&");
	const query = new URLSearchParams({
		$search: `"displayName:${escaped}"`,
		$select: FIELDS,
		$top: String(MAX_GROUPS),
	});
	return groupsFrom(await ask(`${graphUrl}/v1.0/groups?${query}`, token));
}

export async function readGroup(graphUrl: string, token: string, id: string): Promise<GroupRead> {
	const answer = await ask(
		`${graphUrl}/v1.0/groups/${encodeURIComponent(id)}?$select=${FIELDS}`,
		token,
	);
	const refused = refusal(answer);
	if (refused) return refused;
	return { ok: true, group: directoryGroup(bodyOf(answer)) };
}

/**
 * The groups that are direct members of a group. A managed domain knows their people only if they are in
 * scope themselves, so a cohort leaves them out and says so.
 */
export async function readNestedGroups(
	graphUrl: string,
	token: string,
	id: string,
): Promise<GroupsResult> {
	const query = new URLSearchParams({ $select: FIELDS, $count: "true", $top: "999" });
	const path = `groups/${encodeURIComponent(id)}/members/microsoft.graph.group`;
	return groupsFrom(await ask(`${graphUrl}/v1.0/${path}?${query}`, token));
}

/** An advanced query: searches and casts need the header ("Advanced query capabilities"). */
export function ask(url: string, token: string): Promise<GraphAnswer> {
	return callGraph(url, {
		headers: { Authorization: `Bearer ${token}`, ConsistencyLevel: "eventual" },
	});
}

/** Decides what Graph's answer to a list of groups means. */
function groupsFrom(answer: GraphAnswer): GroupsResult {
	const refused = refusal(answer);
	if (refused) return refused;
	const { value } = bodyOf(answer);
	if (!Array.isArray(value)) return { ok: false, because: "refused" };
	return { ok: true, groups: value.map(directoryGroup) };
}

function directoryGroup(group: Record<string, unknown>): DirectoryGroup {
	return {
		id: String(group.id).toLowerCase(),
		displayName: String(group.displayName ?? group.id),
		description: group.description ? String(group.description) : undefined,
	};
}
