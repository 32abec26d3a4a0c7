import { IncomingMessage } from "node:http";
import type { Provider } from "oidc-provider";
import { throughFaults } from "../fault-gate.ts";
import { type Call, type Reply, type Route, seeOther } from "../http/call.ts";
import { html } from "../http/html.ts";
import { page } from "../page.ts";
import type { Authority } from "./authority.ts";
import { answerTokenCall, type Redeem } from "./token-endpoint.ts";

const DISCOVERY = "/.well-known/openid-configuration";
const AUTHORIZE = "/oauth2/v2.0/authorize";

/** Everything below `/<tenant id>`: Entra's sign-in endpoints. */
export function entraRoutes(provider: Provider, authority: Authority): Route {
	const handle = provider.callback();
	const forward = async (call: Call, path: string): Promise<Reply> => {
		const request = libraryRequest(call, authority.mount, path);
		await handle(request, call.response);
		throwDefect(request);
		return "sent";
	};
	const throwDefect = (request: IncomingMessage): void => {
		const defect = authority.defects.get(request);
		if (defect !== undefined) throw defect;
	};
	const redeem: Redeem = async (call, form, asked) => {
		const request = libraryRequest(call, authority.mount, "/oauth2/v2.0/token", form);
		authority.tokenRequests.set(request, asked);
		await handle(request, call.response);
		throwDefect(request);
		return authority.tokenAnswers.get(request) ?? "sent";
	};

	return async (call) => {
		const { pathname, search, searchParams } = call.url;
		if (!pathname.startsWith(`${authority.mount}/`)) return undefined;
		const path = pathname.slice(authority.mount.length);
		switch (path) {
			case `/v2.0${DISCOVERY}`:
				return forward(call, DISCOVERY);
			case AUTHORIZE:
				return throughFaults(authority.faults, authorizeGate, () =>
					forward(call, `${AUTHORIZE}?${toLibraryQuery(searchParams, authority)}`),
				);
			case "/oauth2/v2.0/token":
				return answerTokenCall(call, authority, redeem);
			case "/oauth2/v2.0/logout":
				return signOut(call, provider, authority);
			default:
				return forward(call, path + search);
		}
	};
}

const authorizeGate = {
	operation: "authorize",
	personId: undefined,
	refuse: ({ status }: { status: number }) => ({
		...page(
			"Sign-in is not available",
			html`<h1>Sign-in is not available</h1><p>The practice tenant was configured to answer like this.</p>`,
		),
		status,
	}),
};

/**
 * The request for oidc-provider. It is a new one, because the original's body has already
 * been read; `originalUrl` tells the library its mount path.
 */
function libraryRequest(
	{ request, method }: Call,
	mount: string,
	url: string,
	form?: URLSearchParams,
): IncomingMessage {
	const body = Buffer.from(form?.toString() ?? "");
	const copy = new IncomingMessage(request.socket);
	Object.assign(copy, { method, url, originalUrl: mount + url, httpVersion: request.httpVersion });
	copy.headers = { ...request.headers, "content-length": String(body.length) };
	// Node destroys the socket of an incomplete message.
	copy.complete = true;
	copy.push(body);
	copy.push(null);
	return copy;
}

const NOT_FOR_THE_LIBRARY: readonly string[] = ["claims", "resource", "id_token_hint"];

/**
 * Translates Entra's `/authorize` query for oidc-provider: it requests every resource as in
 * RFC 8707, since an Entra refresh token serves any consented scope, and passes the original request
 * along.
 */
function toLibraryQuery(query: URLSearchParams, { scopes }: Authority): URLSearchParams {
	const translated = new URLSearchParams(query);
	for (const name of NOT_FOR_THE_LIBRARY) translated.delete(name);
	translated.set("asked_scope", query.get("scope") ?? "");
	const claims = query.get("claims");
	if (claims !== null) translated.set("asked_claims", claims);

	const { oidc } = scopes.read(query.get("scope") ?? undefined);
	translated.set("scope", [...oidc, ...scopes.all].join(" "));
	for (const { id } of scopes.resources) translated.append("resource", id);
	setPrompt(translated);
	return translated;
}

/** Accounts are picked on the sign-in page, so the library has to open it. Only administrators consent, so nobody is prompted. */
function setPrompt(query: URLSearchParams): void {
	if (query.get("prompt") === "select_account") query.set("asked_prompt", "select_account");
	const prompts = (query.get("prompt") ?? "").split(" ").filter(Boolean);
	const known = prompts
		.map((prompt) => (prompt === "select_account" ? "login" : prompt))
		.filter((prompt) => prompt === "login" || prompt === "none");
	if (known.length === 0) query.delete("prompt");
	else query.set("prompt", [...new Set(known)].join(" "));
}

/**
 * `GET /oauth2/v2.0/logout`: ends the session and redirects, as Entra does for an app that says
 * where to. oidc-provider would ask first, or submit a form by script.
 */
async function signOut(
	{ url, request, response }: Call,
	provider: Provider,
	{ postLogoutUris }: Authority,
): Promise<Reply> {
	const session = await provider.Session.get(provider.createContext(request, response));
	if (session.accountId !== undefined) await session.destroy();
	const wanted = url.searchParams.get("post_logout_redirect_uri") ?? "";
	if (!postLogoutUris.has(wanted)) {
		return page("Signed out", html`<h1>You signed out</h1><p>This page can be closed.</p>`);
	}
	const back = new URL(wanted);
	const state = url.searchParams.get("state");
	if (state !== null) back.searchParams.set("state", state);
	return seeOther(back.href);
}
