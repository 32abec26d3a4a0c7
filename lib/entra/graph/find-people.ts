import type { Member } from "#lib/core/cohort/member.ts";
import type { Result } from "#lib/core/failure.ts";
import { directoryUser, USER_FIELDS } from "./directory-user.ts";
import { callGraph, readAnswer, searchGraph } from "./graph-answer.ts";

/** If there are more matches than this, the agent is asked to type more. */
export const MAX_MATCHES = 10;

const SEARCHED = ["displayName", "userPrincipalName", "mail"];

/**
 * Finds people by the beginnings of their names or addresses ("Use the $search query parameter",
 * directory objects). The search index may lag, so `readPerson` reads a person again before their
 * page is shown.
 */
export async function findPeople(
	graphUrl: string,
	token: string,
	words: string,
): Promise<Result<Member[]>> {
	const query = new URLSearchParams({
		$search: searchFor(words),
		$select: USER_FIELDS,
		$top: String(MAX_MATCHES),
	});
	const answer = await searchGraph(`${graphUrl}/v1.0/users?${query}`, token);
	return readAnswer(answer, ({ value }) =>
		Array.isArray(value) ? value.map(directoryUser) : undefined,
	);
}

/** Reads one person's current state in Entra. */
export async function readPerson(
	graphUrl: string,
	token: string,
	id: string,
): Promise<Result<Member>> {
	const url = `${graphUrl}/v1.0/users/${encodeURIComponent(id)}?$select=${USER_FIELDS}`;
	const answer = await callGraph(url, { token });
	return readAnswer(
		answer,
		(user) => (user.id ? directoryUser(user) : undefined),
		"person-not-found",
	);
}

/** Input stays within its quotes: backslashes and quotes are escaped as Graph requires. */
export function searchFor(words: string): string {
	const escaped = words.trim().replace(/[\\"]/g, "\\$&");
	return SEARCHED.map((property) => `"${property}:${escaped}"`).join(" OR ");
}
