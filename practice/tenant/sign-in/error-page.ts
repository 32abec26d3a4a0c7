import type { Configuration } from "oidc-provider";
import type { Answer } from "../http/call.ts";
import { html } from "../http/html.ts";
import { page } from "../page.ts";
import { AADSTS, describe, newTrace, type Refusal } from "./aadsts.ts";
import type { Authority } from "./authority.ts";

/** Shown when the browser cannot be redirected back. */
export function signInErrorPage({ now, portalOrigins }: Authority, refusal: Refusal): Answer {
	const [portal] = portalOrigins;
	const content = html`<h1>We cannot sign you in</h1>
<p>This sign-in has ended or cannot be read. Start it again in the portal.</p>
${portal !== undefined && html`<p><a href="${portal}/">Go to the portal</a></p>`}
<p class="hint">${describe(refusal, newTrace(undefined, now()))}</p>`;
	return page("We cannot sign you in", content, { status: 400 });
}

/** oidc-provider's own error page would load fonts from elsewhere. */
export function renderSignInError(authority: Authority): Configuration["renderError"] {
	const refusals: Readonly<Record<string, Refusal>> = {
		invalid_redirect_uri: AADSTS.wrongRedirect,
		invalid_client: AADSTS.unknownApplication,
	};
	return (ctx, { error, error_description: text = error }) => {
		const refusal = refusals[error] ?? { ...AADSTS.malformed, text };
		const { status, headers, body } = signInErrorPage(authority, refusal);
		ctx.status = status;
		for (const [name, value] of Object.entries(headers ?? {})) ctx.set(name, value);
		ctx.body = body;
	};
}
