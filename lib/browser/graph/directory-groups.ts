import {
	callGraph,
	challengeIn,
	type GraphAnswer,
	graphError,
	retryAfterMs,
} from "./graph-answer.ts";

/** A group of the organisation, as Entra holds it. */
export type DirectoryGroup = {
	/** In lower case. */
	id: string;
	displayName: string;
	description: string | undefined;
};

export type GroupRefusal = {
	ok: false;
	because:
		| "no-answer"
		| "sign-in-needed"
		| "refused"
		| "not-found"
		| "throttled"
		/** The address of the next page does not work any more. */
		| "page-expired";
	/** The claims that Graph asks a new token for. */
	challenge?: string | undefined;
	/** How long Graph asks to wait, in milliseconds, where the browser is shown it. */
	retryAfterMs?: number | undefined;
};
type GroupsResult = { ok: true; groups: DirectoryGroup[] } | GroupRefusal;
type GroupRead = { ok: true; group: DirectoryGroup } | GroupRefusal;

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

/** Decides whether and why Graph refused. */
export function refusal(answer: GraphAnswer): GroupRefusal | undefined {
	if (answer.kind === "no-answer") return { ok: false, because: "no-answer" };
	const { status, body, headers } = answer;
	if (status === 200) return undefined;
	if (status === 401) {
		return { ok: false, because: "sign-in-needed", challenge: challengeIn(answer) };
	}
	if (status === 404) return { ok: false, because: "not-found" };
	const asked = retryAfterMs(headers);
	if (status === 429) return { ok: false, because: "throttled", retryAfterMs: asked };
	if (status >= 500) return { ok: false, because: "no-answer", retryAfterMs: asked };
	// Graph names it so, e.g. Directory_ExpiredPageToken; 410 is what deltas answer.
	const isPage = status === 410 || /PageToken|SkipToken/i.test(graphError(body).code);
	return { ok: false, because: isPage ? "page-expired" : "refused" };
}

export function bodyOf(answer: GraphAnswer): Record<string, unknown> {
	const body = answer.kind === "answer" ? answer.body : undefined;
	return (body ?? {}) as Record<string, unknown>;
}

function directoryGroup(group: Record<string, unknown>): DirectoryGroup {
	return {
		id: String(group.id).toLowerCase(),
		displayName: String(group.displayName ?? group.id),
		description: group.description ? String(group.description) : undefined,
	};
}
