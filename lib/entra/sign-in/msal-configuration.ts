import { type Configuration, NavigationClient, type NavigationOptions } from "@azure/msal-browser";
import type { ClientConfig } from "#lib/core/client-config.ts";

/** The page that receives every answer of the tenant; registered as the redirect URI. */
const REDIRECT_PAGE = "/auth";

/** If the page is still here after this, the browser has blocked the redirect. */
const REDIRECT_TIMEOUT_MS = 15_000;

/**
 * MSAL's configuration. Tokens live as long as the tab. MSAL knows the endpoints of Microsoft's
 * clouds; any other authority needs its own metadata, since MSAL accepts only https there.
 */
export function msalConfiguration({ tenant }: ClientConfig): Configuration {
	const { authority } = tenant;
	return {
		auth: {
			clientId: tenant.clientId,
			// Entra may revoke a token before it expires and signals it by a challenge, which is handled
			// here.
			clientCapabilities: ["CP1"],
			...(tenant.isCustom
				? customAuthority(authority)
				: { authority, knownAuthorities: [new URL(authority).host] }),
			redirectUri: REDIRECT_PAGE,
			postLogoutRedirectUri: REDIRECT_PAGE,
		},
		cache: { cacheLocation: "sessionStorage" },
		system: {
			redirectNavigationTimeout: REDIRECT_TIMEOUT_MS,
			navigationClient: new OwnStepsOnly(),
		},
	};
}

/** An attempt without prompting is not the person's own step: in the history it would cut off the way forward. */
class OwnStepsOnly extends NavigationClient {
	override navigateExternal(url: string, options: NavigationOptions): Promise<boolean> {
		const isOwnStep = new URL(url).searchParams.get("prompt") !== "none";
		return super.navigateExternal(url, { ...options, noHistory: options.noHistory || !isOwnStep });
	}
}

function customAuthority(
	authority: string,
): Configuration["auth"] extends infer A ? Partial<A> : never {
	const { host, pathname } = new URL(authority);
	return {
		// Only a key for trust and cache: all called endpoints are listed below.
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
