import type { Member } from "#lib/core/cohort/member.ts";
import { directoryUser, USER_FIELDS } from "./directory-user.ts";
import { bodyOf, callGraph, type GraphAnswer, type GraphRefusal, refusal } from "./graph-answer.ts";

type PeopleResult = { ok: true; people: Member[] } | GraphRefusal;
type PersonRead = { ok: true; person: Member } | GraphRefusal;

/** Whoever has more matches than this is asked to type more. */
export const MAX_MATCHES = 10;

const SEARCHED = ["displayName", "userPrincipalName", "mail"];

/**
 * Finds people by the beginnings of their names or addresses ("Use the $search query parameter",
 * directory objects). Such a search reads an index that may lag behind, so what is shown of one person is
 * read again by `readPerson`.
 */
export async function findPeople(
	graphUrl: string,
	token: string,
	words: string,
): Promise<PeopleResult> {
	const query = new URLSearchParams({
		$search: searchFor(words),
		$select: USER_FIELDS,
		$top: String(MAX_MATCHES),
	});
	return peopleFrom(
		await callGraph(`${graphUrl}/v1.0/users?${query}`, {
			headers: { Authorization: `Bearer ${token}`, ConsistencyLevel: "eventual" },
		}),
	);
}

/** Reads one person as Entra holds them now. */
export async function readPerson(graphUrl: string, token: string, id: string): Promise<PersonRead> {
	const url = `${graphUrl}/v1.0/users/${encodeURIComponent(id)}?$select=${USER_FIELDS}`;
	return personFrom(await callGraph(url, { headers: { Authorization: `Bearer ${token}` } }));
}

/** What is typed stays between quotes: backslashes and quotes are escaped as Graph wants it. */
export function searchFor(words: string): string {
	const escaped = words.trim().replace(/[\\"]/g, "\\$&");
	return SEARCHED.map((property) => `"${property}:${escaped}"`).join(" OR ");
}

/** Decides what Graph's answer to a search means. */
export function peopleFrom(answer: GraphAnswer): PeopleResult {
	const refused = refusal(answer);
	if (refused) return refused;
	const { value } = bodyOf(answer);
	if (!Array.isArray(value)) return { ok: false, because: "refused" };
	return { ok: true, people: value.map(directoryUser) };
}

/** Decides what Graph's answer to `GET /users/{id}` means. */
export function personFrom(answer: GraphAnswer): PersonRead {
	const refused = refusal(answer);
	if (refused) return refused;
	const user = bodyOf(answer);
	if (!user.id) return { ok: false, because: "refused" };
	return { ok: true, person: directoryUser(user) };
}
