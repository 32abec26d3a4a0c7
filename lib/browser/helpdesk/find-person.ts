import type { Member } from "#lib/core/cohort/member.ts";
import { readPerson } from "#lib/entra/graph/find-people.ts";
import { askGraph, type Refusable } from "#lib/entra/sign-in/ask-graph.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { type GraphRight, rightToken } from "./agent-rights.ts";

/** Why Graph did not say who it is; each has words in the catalogues. */
export type FindFailure =
	| "consent-missing"
	| "sign-in-needed"
	| "no-answer"
	| "throttled"
	| "refused"
	| "not-understood"
	| "not-found";

/** Reads one person anew, since a search may lag behind. */
export function readAgain(
	signIn: SignIn,
	id: string,
): Promise<{ ok: true; person: Member } | { ok: false; because: FindFailure }> {
	return asAgent(signIn, (graphUrl, token) => readPerson(graphUrl, token, id));
}

/** Asks Graph with a right of the agent's. */
export function asAgent<R extends Refusable>(
	signIn: SignIn,
	send: (graphUrl: string, token: string) => Promise<R>,
	right: GraphRight = "read-people",
) {
	return askGraph(signIn, (claims) => rightToken(signIn, right, claims), send);
}
