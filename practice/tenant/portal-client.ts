import { createHash, randomBytes } from "node:crypto";
import type { Tenant } from "./tenant.ts";

/** Where a sign-in ended: back at the portal, or on a page of the tenant. */
export type Arrival =
	| { at: "portal"; fields: URLSearchParams }
	| { at: "page"; url: string; status: number; html: string };

type Tokens = {
	access_token: string;
	refresh_token: string;
	id_token: string;
	client_info: string;
	scope: string;
	expires_in: number;
	ext_expires_in: number;
};

/** A response of the token endpoint: tokens, or Entra's error body. */
type TokenAnswer = { status: number; body: Tokens & Record<string, unknown> };

export type PortalClient = {
	authorize(parameters: Readonly<Record<string, string>>): Promise<Arrival>;
	/** Posts the form of a sign-in page. */
	submit(pageUrl: string, fields: Readonly<Record<string, string>>): Promise<Arrival>;
	/** Follows a link on a page. */
	open(url: string): Promise<Arrival>;
	redeem(code: string, scope: string): Promise<TokenAnswer>;
	refresh(refreshToken: string, scope: string, more?: Record<string, string>): Promise<TokenAnswer>;
	/** The whole sign-in, for tests about something else: throws if it does not yield tokens. */
	signIn(userName: string, password: string, scope: string): Promise<Tokens>;
};

/**
 * The portal's part of the code flow with `fetch`, like MSAL in the browser, with its own cookie jar:
 * one client is one browser.
 */
export function createPortalClient(tenant: Tenant, portalOrigin: string): PortalClient {
	const go = createBrowser(portalOrigin);
	const token = tokenEndpoint(tenant, portalOrigin);
	const redirectUri = `${portalOrigin}/auth`;
	let verifier = "";

	const client: PortalClient = {
		authorize(parameters) {
			verifier = randomBytes(32).toString("base64url");
			const query = authorizeQuery(tenant.clientId, redirectUri, verifier, parameters);
			return go(`${tenant.environment.ENTRA_AUTHORITY}/oauth2/v2.0/authorize?${query}`);
		},
		open: (url) => go(url),
		submit: (url, fields) => go(url, new URLSearchParams(fields)),
		redeem: (code, scope) =>
			token({
				grant_type: "authorization_code",
				code,
				scope: withDefaultScopes(scope),
				redirect_uri: redirectUri,
				code_verifier: verifier,
			}),
		refresh: (refreshToken, scope, more = {}) =>
			token({
				grant_type: "refresh_token",
				refresh_token: refreshToken,
				scope: withDefaultScopes(scope),
				...more,
			}),
		signIn: (userName, password, scope) => signIn(client, { userName, password, scope }),
	};
	return client;
}

type SignIn = { userName: string; password: string; scope: string };

async function signIn(client: PortalClient, { userName, password, scope }: SignIn) {
	const page = await client.authorize({ scope });
	if (page.at !== "page") throw new Error(`No sign-in page: ${page.fields}`);
	const action = password === "" ? "passkey" : "password";
	const back = await client.submit(page.url, { username: userName, password, action });
	if (back.at !== "portal") throw new Error(`The sign-in did not end at the portal: ${back.html}`);
	const { status, body } = await client.redeem(back.fields.get("code") ?? "", scope);
	if (status !== 200) throw new Error(`No tokens: ${JSON.stringify(body)}`);
	return body;
}

/** MSAL adds these to every request. */
function withDefaultScopes(scope: string | undefined): string {
	return `${scope} openid profile offline_access`;
}

function authorizeQuery(
	clientId: string,
	redirectUri: string,
	verifier: string,
	parameters: Readonly<Record<string, string>>,
): URLSearchParams {
	return new URLSearchParams({
		client_id: clientId,
		redirect_uri: redirectUri,
		response_type: "code",
		response_mode: "fragment",
		code_challenge: createHash("sha256").update(verifier).digest("base64url"),
		code_challenge_method: "S256",
		state: "any",
		...parameters,
		scope: withDefaultScopes(parameters.scope),
	});
}

function tokenEndpoint({ clientId, environment }: Tenant, portalOrigin: string) {
	return async (fields: Record<string, string>): Promise<TokenAnswer> => {
		const response = await fetch(`${environment.ENTRA_AUTHORITY}/oauth2/v2.0/token`, {
			method: "POST",
			headers: { origin: portalOrigin },
			body: new URLSearchParams({ client_id: clientId, client_info: "1", ...fields }),
		});
		return { status: response.status, body: (await response.json()) as TokenAnswer["body"] };
	};
}

/** Follows redirects with cookies, until a page or the portal is reached. */
function createBrowser(portalOrigin: string) {
	const cookies = new Map<string, string>();

	return async function go(url: string, form?: URLSearchParams): Promise<Arrival> {
		const target = new URL(url);
		if (target.origin === portalOrigin) {
			const fragment = target.hash.slice(1);
			return { at: "portal", fields: new URLSearchParams(fragment || target.search) };
		}
		const response = await fetch(url, {
			method: form === undefined ? "GET" : "POST",
			redirect: "manual",
			headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
			...(form !== undefined && { body: form }),
		});
		for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie);
		const location = response.headers.get("location");
		if (location !== null) return go(new URL(location, url).href);
		return { at: "page", url, status: response.status, html: await response.text() };
	};
}

/** Ignores paths: the tenant never uses a cookie name for two things at once. */
function keep(cookies: Map<string, string>, cookie: string): void {
	const [pair = ""] = cookie.split(";");
	const separator = pair.indexOf("=");
	const name = pair.slice(0, separator);
	const value = pair.slice(separator + 1);
	if (value === "" || /expires=thu, 01 jan 1970/i.test(cookie)) cookies.delete(name);
	else cookies.set(name, value);
}
