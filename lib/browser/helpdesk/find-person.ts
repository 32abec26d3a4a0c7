import type { Member } from "#lib/core/cohort/member.ts";
import { findPeople, readPerson } from "../graph/find-people.ts";
import { type GraphRight, rightToken, type SignIn } from "../sign-in/sign-in.ts";
import { withToken } from "../sign-in/with-token.ts";

/** Why Graph did not say who it is; each has words in the catalogues. */
export type FindFailure =
	| "consent-missing"
	| "sign-in-needed"
	| "no-answer"
	| "throttled"
	| "refused"
	| "not-found";

export type FoundPeople = { ok: true; people: Member[] } | { ok: false; because: FindFailure };

/** Finds people in Entra, with the agent's own rights and from the agent's browser. */
export function searchPeople(signIn: SignIn, words: string): Promise<FoundPeople> {
	return asAgent(signIn, (graphUrl, token) => findPeople(graphUrl, token, words));
}

/** Reads one person anew, since a search may lag behind. */
export function readAgain(
	signIn: SignIn,
	id: string,
): Promise<{ ok: true; person: Member } | { ok: false; because: FindFailure }> {
	return asAgent(signIn, (graphUrl, token) => readPerson(graphUrl, token, id));
}

type Refusable = { ok: true } | { ok: false; because: string; challenge?: string | undefined };

/** Asks Graph with a right of the agent's, and once more if it challenges the token. */
export async function asAgent<R extends Refusable>(
	signIn: SignIn,
	send: (graphUrl: string, token: string) => Promise<R>,
	right: GraphRight = "read-people",
): Promise<R | { ok: false; because: FindFailure }> {
	const answer = await withToken({
		token: (claims) => rightToken(signIn, right, claims),
		send: (token) => send(signIn.config.tenant.graphUrl, token),
		challengeOf: (result) => (result.ok ? undefined : result.challenge),
	});
	if (answer.ok) return answer.result;
	const { because } = answer;
	if (because === "offline") return { ok: false, because: "no-answer" };
	return { ok: false, because: because === "interaction-needed" ? "sign-in-needed" : because };
}
