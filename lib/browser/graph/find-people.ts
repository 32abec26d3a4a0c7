import type { Member } from "#lib/core/cohort/member.ts";
import { directoryUser, USER_FIELDS } from "./directory-user.ts";
import { callGraph, challengeIn, type GraphAnswer } from "./graph-answer.ts";

type Refused = {
	ok: false;
	because: "no-answer" | "sign-in-needed" | "refused" | "not-found" | "throttled";
	/** The claims that Graph asks a new token for. */
	challenge?: string | undefined;
};
type PeopleResult = { ok: true; people: Member[] } | Refused;
type PersonRead = { ok: true; person: Member } | Refused;

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
	const value = answer.kind === "answer" && (answer.body as { value?: unknown } | undefined)?.value;
	if (!Array.isArray(value)) return { ok: false, because: "refused" };
	return { ok: true, people: value.map(directoryUser) };
}

/** Decides what Graph's answer to `GET /users/{id}` means. */
export function personFrom(answer: GraphAnswer): PersonRead {
	const refused = refusal(answer);
	if (refused) return refused;
	if (answer.kind !== "answer" || !answer.body) return { ok: false, because: "refused" };
	return { ok: true, person: directoryUser(answer.body as Record<string, unknown>) };
}

function refusal(answer: GraphAnswer): Refused | undefined {
	if (answer.kind === "no-answer") return { ok: false, because: "no-answer" };
	const { status } = answer;
	if (status === 200) return undefined;
	if (status === 401) {
		return { ok: false, because: "sign-in-needed", challenge: challengeIn(answer) };
	}
	if (status === 404) return { ok: false, because: "not-found" };
	if (status === 429) return { ok: false, because: "throttled" };
	return { ok: false, because: status >= 500 ? "no-answer" : "refused" };
}
