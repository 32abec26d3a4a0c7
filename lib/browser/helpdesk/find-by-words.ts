import type { AskPortal } from "#lib/browser/use-portal.ts";
import { ok, type Result } from "#lib/core/failure.ts";
import { spokenReference } from "#lib/core/helpdesk/spoken-reference.ts";
import { findPeople } from "#lib/entra/graph/find-people.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { asAgent } from "./as-agent.ts";
import { findByReference } from "./helpdesk-api.ts";
import type { RecentPerson } from "./recent.ts";

type Asking = { signIn: SignIn; askPortal: AskPortal };

/**
 * Finds people by what they say on the telephone: the portal's server resolves references; names
 * are searched in Entra, with the agent's own permissions and from the agent's browser.
 */
export async function findByWords(
	{ signIn, askPortal }: Asking,
	words: string,
): Promise<Result<RecentPerson[]>> {
	const reference = spokenReference(words);
	if (!reference)
		return asAgent(signIn, "read-people", (url, token) => findPeople(url, token, words));
	const found = await askPortal((token) => findByReference(token, reference));
	if (!found.ok) return found;
	const { id, userPrincipalName } = found.value;
	return ok([{ id, displayName: userPrincipalName, userPrincipalName }]);
}
