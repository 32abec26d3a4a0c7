import type { KoaContextWithOIDC } from "oidc-provider";
import { json } from "../http/call.ts";
import { AADSTS, describe, newTrace, notConsented, type Refusal, tokenError } from "./aadsts.ts";
import type { Authority, TokenRequest } from "./authority.ts";
import { clientInfo } from "./claims.ts";
import { readClaimsRequest } from "./claims-request.ts";
import { grantedScopes, spelledScopes } from "./consent.ts";
import { parameter } from "./parameter.ts";

type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;
type TokenBody = { expires_in?: number; refresh_token?: string; error?: string };

/** Browsers may call the token endpoint (Microsoft Learn, `identity-platform/v2-oauth2-auth-code-flow`). */
export const TOKEN_CORS = {
	"access-control-allow-origin": "*",
	"access-control-allow-methods": "POST, OPTIONS",
} as const;

// By oidc-provider's `error_detail`; the OAuth error alone would not distinguish them.
const REFUSAL_BY_DETAIL: Readonly<Record<string, Refusal>> = {
	"authorization code already consumed": AADSTS.codeUsed,
	"authorization code not found": AADSTS.codeExpired,
	"authorization code is expired": AADSTS.codeExpired,
	"code_verifier must be provided": AADSTS.wrongVerifier,
	"code_verifier does not match code_challenge": AADSTS.wrongVerifier,
	"refresh token not found": { ...AADSTS.malformed, error: "invalid_grant" },
	"refresh token is expired": AADSTS.refreshTokenExpired,
	"client not found": AADSTS.unknownApplication,
};

/** Gives errors of `/authorize` Entra's messages, and remembers which contexts a sign-in satisfied. */
export function afterAuthorize(authority: Authority): Middleware {
	return async (ctx, next) => {
		await next();
		const location = URL.parse(ctx.response.get("location"));
		const { oidc } = ctx;
		const isAuthorize = oidc?.route === "authorization" || oidc?.route === "resume";
		if (!isAuthorize || location === null) return;
		const inFragment = new URLSearchParams(location.hash.slice(1));
		const fields = inFragment.has("state") ? inFragment : location.searchParams;
		if (fields.has("code")) {
			const { contexts } = readClaimsRequest(parameter(oidc.params, "asked_claims"));
			authority.contextsOfGrant.set(oidc.entities.Grant?.jti ?? "", contexts);
		}
		if (!fields.has("error")) return;
		nameError(fields, parameter(oidc.params, "client-request-id"), authority);
		if (fields === inFragment) location.hash = fields.toString();
		ctx.set("Location", location.href);
	};
}

function nameError(
	fields: URLSearchParams,
	correlationId: string | undefined,
	{ clientId, now }: Authority,
): void {
	const description = fields.get("error_description") ?? "";
	if (description.startsWith(`AADSTS${AADSTS.declined.code}`))
		fields.set("error_subcode", "cancel");
	if (description.startsWith("AADSTS")) return;
	const refusals: Readonly<Record<string, Refusal>> = {
		login_required: AADSTS.noSession,
		consent_required: notConsented(clientId),
	};
	const refusal = refusals[fields.get("error") ?? ""] ?? { ...AADSTS.malformed, text: description };
	fields.set("error_description", describe(refusal, newTrace(correlationId, now())));
}

/** Intercepts Koa's response from the token endpoint and converts it to Entra's format. */
export function afterToken(authority: Authority): Middleware {
	return async (ctx, next) => {
		await next();
		const request = authority.tokenRequests.get(ctx.req);
		if (ctx.oidc?.route !== "token" || request === undefined) return;
		const body = ctx.body as TokenBody;
		const personId = ctx.oidc.entities.Account?.accountId;
		const answer =
			body.error === undefined
				? { ...body, ...success(body, personId, request, authority) }
				: failure(ctx, body.error, request, authority);
		authority.tokenAnswers.set(ctx.req, json(ctx.status, answer, TOKEN_CORS));
		ctx.respond = false;
		// Koa has already set headers for its own body.
		for (const name of ctx.res.getHeaderNames()) ctx.res.removeHeader(name);
	};
}

function success(
	{ expires_in, refresh_token }: TokenBody,
	personId: string | undefined,
	{ resource, asked }: TokenRequest,
	{ people, consent, tenantId }: Authority,
): object {
	const person = people.find(personId ?? "");
	return {
		scope: spelledScopes(grantedScopes(consent, resource), asked),
		ext_expires_in: expires_in,
		...(refresh_token !== undefined && { refresh_token_expires_in: 86_399 }),
		...(person !== undefined && { client_info: clientInfo(person, tenantId) }),
	};
}

function failure(
	{ req }: KoaContextWithOIDC,
	error: string,
	{ correlationId }: TokenRequest,
	{ grantErrors, now, origin }: Authority,
): object {
	const detail = grantErrors.get(req) ?? "";
	const refusal = REFUSAL_BY_DETAIL[detail] ?? { ...AADSTS.malformed, error };
	return tokenError(refusal, newTrace(correlationId, now()), origin);
}
