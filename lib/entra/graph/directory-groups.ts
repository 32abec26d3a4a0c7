import type { Result } from "#lib/core/failure.ts";
import { plainLine } from "#lib/core/link/plain-text.ts";
import { callGraph, readAnswer, searchGraph } from "./graph-answer.ts";

/** A group of the organisation, as in Entra. */
export type DirectoryGroup = {
	/** In lower case. */
	id: string;
	displayName: string;
	description: string | undefined;
};

const FIELDS = "id,displayName,description";

/** If there are more matches than this, the agent is asked to type more. */
export const MAX_GROUPS = 10;

/** Finds groups by words in their names ("Use the $search query parameter", directory objects). */
export async function findGroups(
	graphUrl: string,
	token: string,
	words: string,
): Promise<Result<DirectoryGroup[]>> {
	const escaped = words.trim().replace(/[\\"]/g, "\\$&");
	const query = new URLSearchParams({
		$search: `"displayName:${escaped}"`,
		$select: FIELDS,
		$top: String(MAX_GROUPS),
	});
	return readAnswer(await searchGraph(`${graphUrl}/v1.0/groups?${query}`, token), groupsFrom);
}

export async function readGroup(
	graphUrl: string,
	token: string,
	id: string,
): Promise<Result<DirectoryGroup>> {
	const url = `${graphUrl}/v1.0/groups/${encodeURIComponent(id)}?$select=${FIELDS}`;
	const answer = await callGraph(url, { token });
	return readAnswer(
		answer,
		(group) => (group.id ? directoryGroup(group) : undefined),
		"group-not-found",
	);
}

/**
 * The groups that are direct members of a group. A managed domain has their members only if they
 * are in scope themselves, so a cohort leaves them out and says so.
 */
export async function readNestedGroups(
	graphUrl: string,
	token: string,
	id: string,
): Promise<Result<DirectoryGroup[]>> {
	const query = new URLSearchParams({ $select: FIELDS, $count: "true", $top: "999" });
	const path = `groups/${encodeURIComponent(id)}/members/microsoft.graph.group`;
	const answer = await searchGraph(`${graphUrl}/v1.0/${path}?${query}`, token);
	return readAnswer(answer, groupsFrom, "group-not-found");
}

const groupsFrom = ({ value }: Record<string, unknown>) =>
	Array.isArray(value) ? value.map(directoryGroup) : undefined;

function directoryGroup(group: Record<string, unknown>): DirectoryGroup {
	return {
		id: String(group.id).toLowerCase(),
		displayName: plainLine(String(group.displayName ?? group.id)),
		description: group.description ? plainLine(String(group.description)) : undefined,
	};
}
