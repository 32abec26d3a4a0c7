import { type Failure, needsSignIn, type Result } from "#lib/core/failure.ts";
import { rememberPresses } from "./pressed-link.ts";
import { graphScope, graphScopes, openClaims, PROFILE_SCOPE, type SignIn } from "./sign-in.ts";
import { signInFailure } from "./sign-in-failure.ts";
import { storedHints } from "./sign-in-hints.ts";

/** `another`: the tenant asks which account to use even if it knows only one. */
export type WhichAccount = "own" | "another";

/**
 * Navigates to the tenant's sign-in page, which returns to `returnTo`, a path of this portal.
 *
 * @returns why the page could not be left; `undefined` while it navigates away
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

/** Requests consent to one more Graph permission, with whatever interaction that takes; returns here. */
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
			redirectStartPage: startPage(returnTo),
			storeInCache: { accessToken: false },
		}),
	);
}

/** Navigates to the tenant's sign-out page. */
export function leaveTenant({ client }: SignIn): Promise<Failure | undefined> {
	return leave(() => client.logoutRedirect({ account: client.getActiveAccount() }));
}

/** Hints for the tenant about the person: who is signed in here, else what the link carried. */
function hints({ client, config }: SignIn): { loginHint?: string; domainHint?: string } {
	const account = client.getActiveAccount();
	return account ? { loginHint: account.username } : storedHints(config.tenant.domains);
}

/** Graph tokens are requested when needed and never stored; see `graphToken`. */
function whereTo({ config }: SignIn, returnTo: string) {
	return {
		scopes: [config.tenant.apiScope],
		extraScopesToConsent: [graphScope(config, PROFILE_SCOPE)],
		redirectStartPage: startPage(returnTo),
	};
}

/** The address of `path`; with the fragment if that is the current page, where it may name a person. */
function startPage(path: string): string {
	const { origin, pathname, hash } = window.location;
	return new URL(path === pathname ? path + hash : path, origin).href;
}

/** Navigates away, or returns why not. Further presses while navigating are ignored. */
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
 * Reads something for the page at `path`, which it leaves to renew an expired sign-in. Somebody who
 * has already gone to another page is not taken away from there, and a link that is pressed
 * meanwhile is followed on return (`openSignIn`).
 */
export function readWithRenewal<T>(signIn: SignIn, path: string, read: () => Promise<Result<T>>) {
	return async (signal: AbortSignal): Promise<Result<T>> => {
		const forget = rememberPresses();
		const result = await read();
		const isOver = !result.ok && needsSignIn(result.failure);
		if (isOver && !signal.aborted) await renewByRedirect(signIn, path);
		forget();
		return result;
	};
}

/**
 * Renews an expired sign-in without prompting, in a full-page redirect, because browsers that block
 * third-party cookies hide the tenant's session from a hidden frame. A tenant that would have to
 * prompt sends the page back at once. Tried at most once in ten minutes, so that it cannot loop.
 *
 * @returns when the page stays and the person has to sign in; does not resolve while navigating
 *   away
 */
async function renewByRedirect(signIn: SignIn, returnTo: string): Promise<void> {
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
