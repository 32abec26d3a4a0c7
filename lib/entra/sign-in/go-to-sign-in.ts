import type { Failure } from "#lib/core/failure.ts";
import { graphScope, graphScopes, openClaims, PROFILE_SCOPE, type SignIn } from "./sign-in.ts";
import { signInFailure } from "./sign-in-failure.ts";
import { keptHints } from "./sign-in-hints.ts";

/** `another`: the tenant asks which account is meant, also when it knows only one. */
export type WhichAccount = "own" | "another";

/**
 * Leaves for the tenant's sign-in page; comes back to `returnTo`, a path of this portal.
 *
 * @returns why the page could not be left; nothing while it is being left
 */
export async function goToSignIn(
	signIn: SignIn,
	returnTo: string,
	which: WhichAccount = "own",
): Promise<Failure | undefined> {
	const claims = openClaims();
	return leave(() =>
		signIn.client.loginRedirect({
			...whereTo(signIn, returnTo),
			...(claims && { claims }),
			...(which === "another" ? { prompt: "select_account" } : hints(signIn)),
		}),
	);
}

/** Asks the tenant for one more right to Graph, with whatever it wants to know for that; comes back. */
export async function goToConsent(
	{ client, config }: SignIn,
	scope: string,
	returnTo: string,
): Promise<Failure | undefined> {
	const account = client.getActiveAccount();
	return leave(() =>
		client.acquireTokenRedirect({
			...(account && { account }),
			scopes: graphScopes(config, scope),
			redirectStartPage: new URL(returnTo, window.location.origin).href,
			storeInCache: { accessToken: false },
		}),
	);
}

/** Leaves for the tenant's page that signs out. */
export function leaveTenant({ client }: SignIn): Promise<Failure | undefined> {
	return leave(() => client.logoutRedirect({ account: client.getActiveAccount() }));
}

/** What the tenant is told of the person: who is signed in here, else what the link knew. */
function hints({ client, config }: SignIn): { loginHint?: string; domainHint?: string } {
	const account = client.getActiveAccount();
	return account ? { loginHint: account.username } : keptHints(config.tenant.domains);
}

/** Graph's tokens are asked for when they are needed, and never written down; see `graphToken`. */
function whereTo({ config }: SignIn, returnTo: string) {
	return {
		scopes: [config.tenant.apiScope],
		extraScopesToConsent: [graphScope(config, PROFILE_SCOPE)],
		redirectStartPage: new URL(returnTo, window.location.origin).href,
	};
}

/** Leaves the page, or says why not. A press too many while it is being left is none. */
async function leave(go: () => Promise<void>): Promise<Failure | undefined> {
	try {
		await go();
		return undefined;
	} catch (error) {
		const failure = signInFailure(error);
		return failure.vendorCode === "interaction_in_progress" ? undefined : failure;
	}
}

const TRIED_KEY = "keyturn.tried-without-asking";
const TRY_AGAIN_AFTER_MS = 10 * 60_000;

/**
 * Renews a sign-in that has run out without asking for anything: by the whole page, because browsers
 * that block other sites' cookies keep the tenant's session from the hidden frame. A tenant that would
 * have to ask sends the page back at once. Tried once in ten minutes, so that nothing goes in circles.
 *
 * @returns when the page stays, and the person has to sign in; not while it is being left
 */
export async function renewByRedirect(signIn: SignIn, returnTo: string): Promise<void> {
	const account = signIn.client.getActiveAccount();
	if (!account || openClaims() || !mayTryNow()) return;
	await leave(() =>
		signIn.client.loginRedirect({
			...whereTo(signIn, returnTo),
			prompt: "none",
			loginHint: account.username,
		}),
	);
}

function mayTryNow(): boolean {
	try {
		const triedAt = Number(sessionStorage.getItem(TRIED_KEY) ?? 0);
		const sinceMs = Date.now() - triedAt;
		if (sinceMs >= 0 && sinceMs < TRY_AGAIN_AFTER_MS) return false;
		sessionStorage.setItem(TRIED_KEY, String(Date.now()));
		return true;
	} catch {
		return false;
	}
}
