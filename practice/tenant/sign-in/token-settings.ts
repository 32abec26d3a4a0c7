import { randomUUID } from "node:crypto";
import type {
	AccessToken,
	ClientCredentials,
	Configuration,
	FindAccount,
	JWTStructured,
	KoaContextWithOIDC,
} from "oidc-provider";
import type { Authority } from "./authority.ts";
import { accessTokenClaims, idTokenClaims, pairwiseSubject } from "./claims.ts";
import { grantedScopes } from "./consent.ts";
import type { Resource } from "./scopes.ts";

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

const LIFETIMES_S = {
	// Depends on the resource: see `resourceServer`.
	AccessToken: (_ctx: KoaContextWithOIDC, token: AccessToken) =>
		token.resourceServer?.accessTokenTTL ?? HOUR_S,
	AuthorizationCode: 60,
	Grant: 2 * DAY_S,
	IdToken: HOUR_S,
	Interaction: HOUR_S,
	// Single-page apps get 24 hours (Microsoft Learn, `identity-platform/refresh-tokens`).
	RefreshToken: DAY_S,
	Session: DAY_S,
};

const ID_TOKEN_CLAIMS: readonly string[] = [
	"sub",
	"oid",
	"tid",
	"ver",
	"name",
	"preferred_username",
	"roles",
	"login_hint",
	"acct",
	"amr",
	"idp",
	"sid",
	"uti",
	"nbf",
];

/** The part of oidc-provider's configuration that makes its tokens look like Entra's. */
export function tokenSettings(authority: Authority) {
	return {
		claims: { openid: ID_TOKEN_CLAIMS },
		subjectTypes: ["pairwise"],
		pairwiseIdentifier: (_ctx, personId) => pairwiseSubject(personId, authority.clientId),
		// Entra puts the scopes' claims into the ID token.
		conformIdTokenClaims: false,
		// MSAL requests `offline_access` without `prompt=consent`, and the library would drop it.
		issueRefreshToken: () => true,
		// Entra issues a new refresh token at every use and keeps the old one valid
		// (`identity-platform/refresh-tokens`): two tabs can use the same one.
		rotateRefreshToken: false,
		expiresWithSession: () => false,
		ttl: LIFETIMES_S,
		formats: { customizers: { jwt: accessTokenCustomizer(authority) } },
		findAccount: findAccount(authority),
	} satisfies Partial<Configuration>;
}

/** oidc-provider's configuration of a resource (RFC 8707). */
export function resourceServer({ scopes: known, switches }: Authority, id: string) {
	const { resources, graph } = known;
	const { scopes, audience }: Resource = resources.find((resource) => resource.id === id) ?? graph;
	const isLong = audience === graph.audience && switches.continuousAccess;
	return {
		scope: scopes.join(" "),
		audience,
		accessTokenFormat: "jwt" as const,
		accessTokenTTL: isLong ? 28 * HOUR_S : HOUR_S,
		jwt: { sign: { alg: "RS256" as const } },
	};
}

function findAccount({ people, tenantId, clientId }: Authority): FindAccount {
	return (ctx, id, token) => {
		const person = people.find(id);
		if (person === undefined) return undefined;
		const about = {
			tenantId,
			clientId,
			sessionUid: (token && "sessionUid" in token && token.sessionUid) || ctx.oidc.session?.uid,
			tokenId: randomUUID(),
			issuedAtSeconds: Math.floor(Date.now() / 1000),
			// The optional claim `amr`, which the portal's app registration requests.
			methods: (token && "amr" in token && token.amr) || [],
		};
		// The library derives this application's subject from `sub`.
		return { accountId: id, claims: async () => ({ sub: id, ...idTokenClaims(person, about) }) };
	};
}

/** Replaces the library's claims with Entra's. */
function accessTokenCustomizer(authority: Authority) {
	const { people, consent, scopes, tenantId, clientId } = authority;
	return (
		ctx: KoaContextWithOIDC,
		token: AccessToken | ClientCredentials,
		made: JWTStructured,
	): void => {
		if (token.kind !== "AccessToken") throw new Error("A token for nobody");
		const person = people.find(token.accountId);
		const request = authority.tokenRequests.get(ctx.req);
		if (person === undefined || request === undefined) throw new Error("A token for nobody");
		const { jti, scope: _scope, client_id: _client, iat, ...kept } = made.payload;
		const contexts = authority.contextsOfGrant.get(token.grantId ?? "") ?? [];
		const claims = accessTokenClaims(person, {
			tenantId,
			clientId,
			sessionUid: token.sessionUid,
			tokenId: String(jti),
			issuedAtSeconds: Number(iat),
			isForGraph: request.resource === scopes.graph,
			scopes: grantedScopes(consent, request.resource),
			contexts: [...new Set([...contexts, ...request.claims.contexts])],
			capabilities: request.claims.capabilities,
		});
		made.payload = { ...kept, iat, ...claims };
		made.header = { typ: "JWT" };
	};
}
