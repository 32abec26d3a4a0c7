import { randomUUID } from "node:crypto";
import {
	type ClientMetadata,
	type Configuration,
	interactionPolicy,
	type KoaContextWithOIDC,
	Provider,
} from "oidc-provider";
import type { Authority } from "./authority.ts";
import { isConsented } from "./consent.ts";
import { renderSignInError } from "./error-page.ts";
import { hintedPerson, refusalOf } from "./judgement.ts";
import { parameter } from "./parameter.ts";
import { afterAuthorize, afterToken } from "./responses.ts";
import { resourceServer, tokenSettings } from "./token-settings.ts";

/**
 * Makes oidc-provider look like Entra from outside: paths, claims and scopes. What cannot be configured is
 * adapted in requests (`token-endpoint.ts`, `entra-routes.ts`) and in responses (`responses.ts`).
 */
export function createProvider(authority: Authority): Provider {
	const provider = new Provider(authority.issuer, configuration(authority));
	provider.proxy = authority.isBehindFront;
	// For redirect URIs on several hosts with pairwise subjects oidc-provider would fetch a document
	// (OpenID Connect Core, section 8.1), which the tenant does not need.
	provider.Client.prototype.redirectUriAllowed = (uri) => authority.redirectUris.has(uri);
	provider.use(afterAuthorize(authority));
	provider.use(afterToken(authority));
	provider.on("server_error", ({ req }, error) => {
		authority.defects.set(req, error);
	});
	provider.on("grant.error", ({ req }, error) => {
		authority.grantErrors.set(req, error.error_detail ?? error.message);
	});
	return provider;
}

function configuration(authority: Authority): Configuration {
	return {
		...tokenSettings(authority),
		adapter: authority.signIns.adapter,
		clients: [clientMetadata(authority)],
		jwks: { keys: [authority.keys.privateJwk] },
		cookies: { keys: [randomUUID()] },
		routes: {
			authorization: "/oauth2/v2.0/authorize",
			token: "/oauth2/v2.0/token",
			jwks: "/discovery/v2.0/keys",
			end_session: "/oauth2/v2.0/logout",
		},
		scopes: ["openid", "profile", "email", "offline_access"],
		pkce: { required: () => true },
		responseTypes: ["code"],
		// The token endpoint has already checked the origin.
		clientBasedCORS: () => true,
		extraParams: {
			asked_scope: null,
			asked_claims: null,
			asked_prompt: null,
			"client-request-id": null,
		},
		features: features(authority),
		loadExistingGrant: (ctx) => grantEverything(ctx, authority),
		interactions: { url: (_ctx, { uid }) => `/sign-in/${uid}`, policy: signInPolicy(authority) },
		renderError: renderSignInError(authority),
	};
}

function features(authority: Authority): Configuration["features"] {
	return {
		devInteractions: { enabled: false },
		dPoP: { enabled: false },
		pushedAuthorizationRequests: { enabled: false },
		userinfo: { enabled: false },
		rpInitiatedLogout: { enabled: true },
		resourceIndicators: {
			enabled: true,
			useGrantedResource: () => true,
			getResourceServerInfo: (_ctx, id) => resourceServer(authority, id),
		},
	};
}

function clientMetadata({ clientId, redirectUris }: Authority): ClientMetadata {
	return {
		client_id: clientId,
		client_name: "Keyturn",
		token_endpoint_auth_method: "none",
		grant_types: ["authorization_code", "refresh_token"],
		response_types: ["code"],
		subject_type: "pairwise",
		redirect_uris: [...redirectUris].slice(0, 1),
	};
}

/** The grant covers everything; consent is checked on every request instead, because it can change. */
async function grantEverything(ctx: KoaContextWithOIDC, { clientId, scopes }: Authority) {
	const accountId = ctx.oidc?.session?.accountId;
	if (ctx.oidc === undefined || accountId === undefined) throw new Error("A grant for nobody");
	const grant = new ctx.oidc.provider.Grant({ clientId, accountId });
	grant.addOIDCScope("openid profile email");
	for (const resource of scopes.resources) {
		grant.addResourceScope(resource.id, resource.scopes.join(" "));
	}
	await grant.save();
	return grant;
}

const { base, Check, Prompt } = interactionPolicy;

/**
 * When `/authorize` stops for the sign-in page or for missing consent. With `prompt=none` each of
 * these checks becomes an error instead.
 */
function signInPolicy(authority: Authority) {
	const policy = base();
	policy.get("login")?.checks.add(otherPersonHinted(authority));
	policy.get("login")?.checks.add(personRefused(authority));
	// Replaces the library's consent page: only an administrator can consent here.
	policy.remove("consent");
	policy.add(new Prompt({ name: "consent", requestable: false }, notConsented(authority)));
	return policy;
}

/** Entra shows the sign-in page if the hint names somebody other than the session's person. */
function otherPersonHinted(authority: Authority) {
	return new Check(
		"other_person",
		"the hint names another person",
		"login_required",
		({ oidc }) => {
			if (isFreshlySignedIn(oidc)) return false;
			const hinted = hintedPerson(authority, parameter(oidc.params, "login_hint"));
			return hinted !== undefined && hinted.id !== oidc.session?.accountId;
		},
	);
}

/** A session is worthless for somebody who has since been disabled or blocked. */
function personRefused(authority: Authority) {
	return new Check("person_refused", "the person may not sign in", "login_required", ({ oidc }) => {
		const person = authority.people.find(oidc.session?.accountId ?? "");
		if (person === undefined || isFreshlySignedIn(oidc)) return false;
		return refusalOf(person, authority.clientId) !== undefined;
	});
}

function notConsented({ consent, scopes }: Authority) {
	return new Check(
		"not_consented",
		"a scope has not been consented to",
		"consent_required",
		({ oidc }) => {
			const asked = scopes.read(parameter(oidc.params, "asked_scope"));
			return asked.unknown.length > 0 || !isConsented(consent, asked);
		},
	);
}

function isFreshlySignedIn({ result }: KoaContextWithOIDC["oidc"]): boolean {
	return result?.login !== undefined;
}
