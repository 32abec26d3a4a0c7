import type { Configuration } from "@azure/msal-browser";
import type { ClientConfig } from "#lib/core/client-config.ts";

/** The page that takes every answer of the tenant; the tenant's registration names it. */
const REDIRECT_PAGE = "/auth";

/** A browser that is still here by then has been kept from going. */
const REDIRECT_TIMEOUT_MS = 15_000;

/**
 * The sign-in library's settings. Tokens live as long as the tab. For Microsoft's clouds the library
 * knows the endpoints; any other authority must be named, since the library accepts https alone there.
 */
export function msalConfiguration({ tenant }: ClientConfig): Configuration {
	const { authority } = tenant;
	return {
		auth: {
			clientId: tenant.clientId,
			// Entra may take back a token before its end, and says so by a challenge that is answered here.
			clientCapabilities: ["CP1"],
			...(tenant.isCustom
				? customAuthority(authority)
				: { authority, knownAuthorities: [new URL(authority).host] }),
			redirectUri: REDIRECT_PAGE,
			postLogoutRedirectUri: REDIRECT_PAGE,
		},
		cache: { cacheLocation: "sessionStorage" },
		system: { redirectNavigationTimeout: REDIRECT_TIMEOUT_MS },
	};
}

function customAuthority(
	authority: string,
): Configuration["auth"] extends infer A ? Partial<A> : never {
	const { host, pathname } = new URL(authority);
	return {
		// Only a key for trust and cache: every endpoint that is called is named below.
		authority: `https://${host}${pathname}`,
		knownAuthorities: [host],
		authorityMetadata: JSON.stringify({
			issuer: `${authority}/v2.0`,
			authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
			token_endpoint: `${authority}/oauth2/v2.0/token`,
			end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
			jwks_uri: `${authority}/discovery/v2.0/keys`,
		}),
	};
}
