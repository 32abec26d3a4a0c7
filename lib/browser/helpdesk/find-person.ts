import { type DirectoryPerson, findPeople, readPerson } from "../graph/find-people.ts";
import { rightToken, type SignIn } from "../sign-in/sign-in.ts";

/** Why Graph did not say who it is; each has words in the catalogues. */
export const FIND_FAILURES = [
	"consent-missing",
	"sign-in-needed",
	"no-answer",
	"throttled",
	"refused",
	"not-found",
] as const;
export type FindFailure = (typeof FIND_FAILURES)[number];

export type FoundPeople =
	| { ok: true; people: DirectoryPerson[] }
	| { ok: false; because: FindFailure };

/** Finds people in Entra, with the agent's own rights and from the agent's browser. */
export async function searchPeople(signIn: SignIn, words: string): Promise<FoundPeople> {
	const token = await readToken(signIn);
	if (!token.ok) return token;
	return await findPeople(signIn.config.tenant.graphUrl, token.token, words);
}

/** Reads one person anew, since a search may lag behind. */
export async function readAgain(
	signIn: SignIn,
	id: string,
): Promise<{ ok: true; person: DirectoryPerson } | { ok: false; because: FindFailure }> {
	const token = await readToken(signIn);
	if (!token.ok) return token;
	return await readPerson(signIn.config.tenant.graphUrl, token.token, id);
}

async function readToken(
	signIn: SignIn,
): Promise<{ ok: true; token: string } | { ok: false; because: FindFailure }> {
	const token = await rightToken(signIn, "read-people");
	if (token.ok) return token;
	const { because } = token;
	if (because === "offline") return { ok: false, because: "no-answer" };
	return { ok: false, because: because === "interaction-needed" ? "sign-in-needed" : because };
}
