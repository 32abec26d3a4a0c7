import { randomUUID } from "node:crypto";
import { importJWK, type JWK, SignJWT } from "jose";
import { type Answer, type Call, formFields, json, type Route } from "../http/call.ts";
import type { Person } from "../people.ts";
import { AADSTS, newTrace, type Refusal, tokenError } from "./aadsts.ts";
import type { Authority } from "./authority.ts";
import { accessTokenClaims, idTokenClaims } from "./claims.ts";
import type { DeviceCodes } from "./device-codes.ts";
import { DEVICE_PAGE, devicePage } from "./device-page.ts";
import { GRAPH_AUDIENCE } from "./scopes.ts";

/** "Microsoft Graph Command Line Tools", a public client that exists in every tenant. */
const GRAPH_COMMAND_LINE = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const HOUR_S = 3600;
/** Entra's is 5 seconds, which is too long for practice. */
const INTERVAL_S = 1;

/** The scopes that this client has consent for. */
const ADMIN_SCOPES = ["Application.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"];
const OIDC_SCOPES = ["openid", "profile"];

/** The numbers from `identity-platform/reference-error-codes`, the errors from `v2-oauth2-device-code`. */
const DEVICE_REFUSALS = {
	pending: {
		code: 70016,
		error: "authorization_pending",
		text: "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
	},
	unknown: {
		code: 70018,
		error: "bad_verification_code",
		text: "Invalid verification code due to User typing in wrong user code for device code flow.",
	},
	expired: { code: 70019, error: "expired_token", text: "Verification code expired." },
	scope: {
		code: 70011,
		error: "invalid_scope",
		text: "The provided value for the input parameter 'scope' is not valid.",
	},
} as const satisfies Record<string, Refusal>;

/** Sign-in by device code (RFC 8628) for administrators' tools: only Microsoft's own client is known. */
export function deviceRoutes(authority: Authority, codes: DeviceCodes): Route {
	const { mount } = authority;
	return async (call) => {
		const { pathname } = call.url;
		if (pathname === DEVICE_PAGE) return devicePage(call, authority, codes);
		if (call.method !== "POST") return undefined;
		if (pathname === `${mount}/oauth2/v2.0/devicecode`) return begin(call, authority, codes);
		const isToken = pathname === `${mount}/oauth2/v2.0/token`;
		if (!isToken || formFields(call).grant_type !== DEVICE_GRANT) return undefined;
		return redeem(call, authority, codes);
	};
}

function begin(call: Call, authority: Authority, codes: DeviceCodes): Answer {
	const { client_id: clientId, scope = "" } = formFields(call);
	if (clientId !== GRAPH_COMMAND_LINE) return refuse(AADSTS.unknownApplication, authority);
	const asked = scope.split(" ").filter((name) => !OIDC_SCOPES.includes(name));
	const names = asked.map((name) => name.slice(name.lastIndexOf("/") + 1));
	if (names.some((name) => !ADMIN_SCOPES.includes(name))) {
		return refuse(DEVICE_REFUSALS.scope, authority);
	}
	const { deviceCode, userCode } = codes.begin(names, authority.now());
	const verificationUri = authority.origin + DEVICE_PAGE;
	return json(200, {
		user_code: userCode,
		device_code: deviceCode,
		verification_uri: verificationUri,
		expires_in: codes.lifetimeSeconds,
		interval: INTERVAL_S,
		message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${userCode} to authenticate.`,
	});
}

async function redeem(call: Call, authority: Authority, codes: DeviceCodes): Promise<Answer> {
	const pending = codes.find(formFields(call).device_code ?? "");
	if (pending === undefined) return refuse(DEVICE_REFUSALS.unknown, authority);
	if (pending.expiresAt <= authority.now()) return refuse(DEVICE_REFUSALS.expired, authority);
	const { outcome } = pending;
	if (outcome === undefined) return refuse(DEVICE_REFUSALS.pending, authority);
	codes.forget(pending);
	if ("refusal" in outcome) return refuse(outcome.refusal, authority);
	call.personId = outcome.person.id;
	return json(200, {
		token_type: "Bearer",
		scope: pending.scopes.join(" "),
		expires_in: HOUR_S,
		ext_expires_in: HOUR_S,
		...(await tokens(outcome.person, pending.scopes, authority)),
	});
}

async function tokens(person: Person, scopes: readonly string[], authority: Authority) {
	const { keys, issuer, tenantId } = authority;
	const issuedAtSeconds = Math.floor(authority.now().getTime() / 1000);
	const about = {
		tenantId,
		clientId: GRAPH_COMMAND_LINE,
		sessionUid: undefined,
		issuedAtSeconds,
		tokenId: randomUUID(),
	};
	const access = { isForGraph: true, scopes, contexts: [], capabilities: [] };
	const key = await importJWK({ ...keys.privateJwk } as JWK, "RS256");
	const { kid = "" } = keys.privateJwk as JWK;
	const sign = (claims: object, audience: string) =>
		new SignJWT({ ...claims })
			.setProtectedHeader({ alg: "RS256", kid, typ: "JWT" })
			.setIssuer(issuer)
			.setAudience(audience)
			.setIssuedAt(issuedAtSeconds)
			.setExpirationTime(issuedAtSeconds + HOUR_S)
			.sign(key);
	return {
		access_token: await sign(accessTokenClaims(person, { ...about, ...access }), GRAPH_AUDIENCE),
		id_token: await sign(idTokenClaims(person, { ...about, methods: [] }), GRAPH_COMMAND_LINE),
	};
}

function refuse(refusal: Refusal, { now, origin }: Authority): Answer {
	return json(400, tokenError(refusal, newTrace(undefined, now()), origin));
}
