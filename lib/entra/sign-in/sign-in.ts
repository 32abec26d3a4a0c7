import {
	type AccountInfo,
	type IPublicClientApplication,
	PublicClientApplication,
	type SilentRequest,
} from "@azure/msal-browser";
import { MsalProvider, useMsal } from "@azure/msal-react";
import type { ClientConfig } from "#lib/core/client-config.ts";
import {
	type Failure,
	FailureError,
	failed,
	needsSignIn,
	ok,
	type Result,
} from "#lib/core/failure.ts";
import { msalConfiguration } from "./msal-configuration.ts";
import { takePressedLink } from "./pressed-link.ts";
import { signInFailure } from "./sign-in-failure.ts";

/** Enough to read one's own profile; requested at sign-in. */
export const PROFILE_SCOPE = "User.Read";

/** A token that expires sooner is not used. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** MSAL, initialised, with the tenant's answer if this page was returned to. */
export type SignIn = {
	client: IPublicClientApplication;
	config: ClientConfig;
	/** Why the sign-in that returned to this page failed; until the next attempt. */
	failure: Failure | undefined;
};

export type Token = { token: string; expiresAt: Date };

/** Gets a token; with `claims` a new one that satisfies a challenge. */
export type GetToken = (claims?: string) => Promise<Result<Token>>;

/** The person returned from the tenant, and whether somebody else was signed in here before. */
export type Arrival = { personId: string; isAnother: boolean };

/**
 * Initialises MSAL and processes an answer of the tenant.
 *
 * @throws FailureError when MSAL cannot start; a failed sign-in is in `SignIn`
 */
export async function openSignIn(
	config: ClientConfig,
): Promise<{ signIn: SignIn; arrival: Arrival | undefined }> {
	const client = await startClient(config);
	let failure: Failure | undefined;
	let arrival: Arrival | undefined;
	try {
		const answer = await inTime(client.handleRedirectPromise());
		if (answer) arrival = await signInAlone(client, answer.account);
	} catch (error) {
		failure = signInFailure(error);
	}
	const pressed = takePressedLink();
	if (pressed && (arrival || failure)) window.location.replace(pressed);
	if (!client.getActiveAccount()) client.setActiveAccount(client.getAllAccounts()[0] ?? null);
	return { signIn: { client, config, failure }, arrival };
}

async function startClient(config: ClientConfig): Promise<PublicClientApplication> {
	try {
		const client = new PublicClientApplication(msalConfiguration(config));
		await client.initialize();
		return client;
	} catch (error) {
		throw new FailureError(signInFailure(error));
	}
}

/** Forgets everybody who is signed in in this tab, and their tokens, without asking the tenant. */
export const forgetAccounts = ({ client }: SignIn): Promise<void> => client.clearCache();

/** One tab, one person: anybody signed in here before is forgotten. */
async function signInAlone(
	client: IPublicClientApplication,
	account: AccountInfo,
): Promise<Arrival> {
	client.setActiveAccount(account);
	forgetGraphTokens();
	const others = client
		.getAllAccounts()
		.filter(({ homeAccountId }) => homeAccountId !== account.homeAccountId);
	for (const other of others) await client.clearCache({ account: other });
	return { personId: account.localAccountId, isAnother: others.length > 0 };
}

/** A challenge that requires interaction; the next sign-in satisfies it. */
let openChallenge: string | undefined;

/** The claims that the next sign-in has to satisfy; `undefined`: none. */
export function openClaims(): string | undefined {
	return openChallenge;
}

export const apiToken =
	(signIn: SignIn): GetToken =>
	(claims) =>
		acquire(signIn, signIn.config.tenant.apiScope, { claims, isRight: false });

/** A token to read one's own profile in Graph. */
export const profileToken = (signIn: SignIn): GetToken => graphToken(signIn, PROFILE_SCOPE);

/** The token that can change a password; requested only at that step. */
export const changeToken = (signIn: SignIn): GetToken =>
	graphToken(signIn, signIn.config.change.scope);

const GLOBAL_GRAPH = "https://graph.microsoft.com";

/** Graph's resource URI in this cloud; the practice tenant, which does not use https, uses the global one. */
export function graphName({ graphUrl }: ClientConfig["tenant"]): string {
	return graphUrl.startsWith("http://") ? GLOBAL_GRAPH : graphUrl;
}

type CachedToken = Token & { accountId: string };
const graphTokens = new Map<string, CachedToken>();

/**
 * Discards the tokens for Graph, which can be valid for 28 hours: a change was made, and a page
 * that stays open no longer needs them.
 */
export function forgetGraphTokens(): void {
	graphTokens.clear();
}

/**
 * Tokens for Graph are kept in memory only and are gone with the page: Entra includes every
 * consented scope in each of them, so even the one for reading a profile can change a password.
 */
export function graphToken(
	signIn: SignIn,
	scope: string,
	/** A permission for agents, to which the organisation may not have consented. */
	isRight = false,
): GetToken {
	return async (claims) => {
		const kept = graphTokens.get(scope);
		const accountId = signIn.client.getActiveAccount()?.homeAccountId ?? "";
		const isFresh = kept && kept.expiresAt.getTime() - Date.now() > RENEW_BEFORE_MS;
		if (isFresh && !claims && kept.accountId === accountId) return ok(kept);
		const result = await acquire(signIn, scope, {
			claims,
			isRight,
			storeInCache: { accessToken: false },
		});
		if (result.ok) graphTokens.set(scope, { ...result.value, accountId });
		return result;
	};
}

type Asking = Pick<SilentRequest, "storeInCache"> & {
	claims: string | undefined;
	isRight: boolean;
};

async function acquire(
	{ client, config }: SignIn,
	scope: string,
	{ claims, isRight, ...how }: Asking,
): Promise<Result<Token>> {
	const account = client.getActiveAccount();
	if (!account) return failed("sign-in-ended");
	const scopes = scope === config.tenant.apiScope ? [scope] : graphScopes(config, scope);
	try {
		const { accessToken, expiresOn } = await inTime(
			client.acquireTokenSilent({ ...how, ...(claims && { claims }), scopes, account }),
		);
		return ok({ token: accessToken, expiresAt: expiresOn ?? new Date() });
	} catch (error) {
		const failure = signInFailure(error, { inFrame: true, ...(isRight && { right: scope }) });
		if (needsSignIn(failure)) openChallenge = claims ?? openChallenge;
		return { ok: false, failure };
	}
}

/** MSAL's own calls have no timeout. */
const TENANT_LIMIT_MS = 30_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		const failure = { code: "tenant-unreachable", cause: "no answer in time" } as const;
		timer = setTimeout(() => reject(new FailureError(failure)), TENANT_LIMIT_MS);
	});
	return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Several scopes, separated by spaces, each with this cloud's resource URI. */
export const graphScopes = (config: ClientConfig, scopes: string) =>
	scopes.split(" ").map((scope) => graphScope(config, scope));

/** Graph scopes need the resource URI only outside the global cloud, which their short form refers to. */
export function graphScope({ tenant }: ClientConfig, scope: string): string {
	const name = graphName(tenant);
	return name === GLOBAL_GRAPH ? scope : `${name}/${scope}`;
}

export type SignedInAccount = { id: string; name: string; userPrincipalName: string };

/** The signed-in person, from the tenant's ID token. */
export function signedInAccount({ client }: SignIn): SignedInAccount | undefined {
	const account: AccountInfo | null = client.getActiveAccount();
	if (!account) return undefined;
	return {
		id: account.localAccountId,
		name: account.name ?? account.username,
		userPrincipalName: account.username,
	};
}

/**
 * Whether the ID token lists the authentication methods and no password among them. The claim `amr`
 * is optional (`identity-platform/optional-claims-reference`); without it this is unknown.
 */
export function signedInWithoutPassword({ client }: SignIn): boolean {
	const methods = client.getActiveAccount()?.idTokenClaims?.amr;
	return Array.isArray(methods) && methods.length > 0 && !methods.includes("pwd");
}

/** While its provider starts, on every page, MSAL reports nobody; its cache was ready earlier (`openSignIn`). */
function useIsSignedIn(): boolean {
	const { instance, accounts, inProgress } = useMsal();
	return (inProgress === "startup" ? instance.getAllAccounts() : accounts).length > 0;
}

/** The React part of MSAL; exported here so that all of MSAL is one chunk. */
export const library = { Provider: MsalProvider, useIsSignedIn };
