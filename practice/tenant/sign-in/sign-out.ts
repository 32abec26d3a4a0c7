import type { Provider } from "oidc-provider";
import { type Call, type Reply, seeOther } from "../http/call.ts";
import { html } from "../http/html.ts";
import { page } from "../page.ts";
import type { Authority } from "./authority.ts";

/**
 * `GET /oauth2/v2.0/logout`: ends the session and goes back, as Entra does for an app that names
 * where to. oidc-provider would ask first, or post a form by script.
 */
export async function signOut(
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
