import type { AskPortal } from "#lib/browser/use-portal.ts";
import { ok, type Result } from "#lib/core/failure.ts";
import { searchedName } from "#lib/core/helpdesk/searched-name.ts";
import { spokenReference } from "#lib/core/helpdesk/spoken-reference.ts";
import { isObjectId } from "#lib/core/object-id.ts";
import { findPeople, readPerson } from "#lib/entra/graph/find-people.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { asAgent } from "./as-agent.ts";
import { findByReference } from "./helpdesk-api.ts";
import type { RecentPerson } from "./recent.ts";

type Asking = { signIn: SignIn; askPortal: AskPortal };

/**
 * Finds people by what they say on the phone: the portal's server resolves references; names are searched in Entra, from the
 * agent's browser with the agent's own permissions.
 */
export async function findByWords(
	{ signIn, askPortal }: Asking,
	words: string,
): Promise<Result<RecentPerson[]>> {
	const id = words.toLowerCase();
	if (isObjectId(id)) return findById(signIn, id);
	const reference = spokenReference(words);
	if (!reference) {
		const name = searchedName(words);
		return asAgent(signIn, "read-people", (url, token) => findPeople(url, token, name));
	}
	const found = await askPortal((token) => findByReference(token, reference));
	if (!found.ok) return found;
	const { userPrincipalName } = found.value;
	return ok([{ id: found.value.id, displayName: userPrincipalName, userPrincipalName }]);
}

/** Sign-in logs and Entra's pages name people by their object id. */
async function findById(signIn: SignIn, id: string): Promise<Result<RecentPerson[]>> {
	const found = await asAgent(signIn, "read-people", (url, token) => readPerson(url, token, id));
	if (found.ok) return ok([found.value]);
	return found.failure.code === "person-not-found" ? ok([]) : found;
}
