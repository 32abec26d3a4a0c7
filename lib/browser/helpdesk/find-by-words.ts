import type { AskPortal } from "#lib/browser/use-portal.ts";
import { ok, type Result } from "#lib/core/failure.ts";
import { searchedName } from "#lib/core/helpdesk/searched-name.ts";
import { spokenReference } from "#lib/core/helpdesk/spoken-reference.ts";
import { isObjectId } from "#lib/core/object-id.ts";
import { findPeople, readPerson } from "#lib/entra/graph/find-people.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { asAgent } from "./as-agent.ts";
import { findByReference, readWatch } from "./helpdesk-api.ts";
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
	const ticket = ticketIn(words);
	if (ticket) {
		const watch = await readWatch(ticket);
		return watch.ok ? findReferenced(askPortal, watch.value.reference) : watch;
	}
	const reference = spokenReference(words);
	if (reference) return findReferenced(askPortal, reference);
	const name = searchedName(words);
	const found = await asAgent(signIn, "read-people", (url, token) => findPeople(url, token, name));
	// A user name may look like a reference without its `KT`.
	const bare = spokenReference(`KT${words}`);
	if (!found.ok || found.value.length > 0 || !bare) return found;
	const referenced = await findReferenced(askPortal, bare);
	return !referenced.ok && referenced.failure.code === "reference-not-found" ? found : referenced;
}

/** The ticket in the pasted address of a status of this portal. */
function ticketIn(words: string): string | undefined {
	const { origin, pathname } = URL.parse(words) ?? {};
	return origin === window.location.origin
		? /^\/status\/([^/]+)$/.exec(pathname ?? "")?.[1]
		: undefined;
}

async function findReferenced(
	askPortal: AskPortal,
	reference: string,
): Promise<Result<RecentPerson[]>> {
	const found = await askPortal((token) => findByReference(token, reference));
	if (!found.ok) return found;
	const { id, userPrincipalName } = found.value;
	return ok([{ id, displayName: userPrincipalName, userPrincipalName }]);
}

/** Sign-in logs and Entra's pages name people by their object id. */
async function findById(signIn: SignIn, id: string): Promise<Result<RecentPerson[]>> {
	const found = await asAgent(signIn, "read-people", (url, token) => readPerson(url, token, id));
	if (found.ok) return ok([found.value]);
	return found.failure.code === "person-not-found" ? ok([]) : found;
}
