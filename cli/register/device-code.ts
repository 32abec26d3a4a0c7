import { findAadsts } from "../check/aadsts.ts";
import { type HttpAnswer, jsonObject } from "../check/http-answer.ts";
import type { Failure } from "./failure.ts";

/** What a person needs to sign in on another device (RFC 8628 3.2). */
export type DeviceCode = {
	deviceCode: string;
	/** The code to type there. */
	userCode: string;
	verificationUri: string;
	expiresInSeconds: number;
	intervalSeconds: number;
};

/** The default interval (RFC 8628 3.2). */
const DEFAULT_INTERVAL_S = 5;

type Refused = { ok: false; failure: Failure };

/** Interprets the response of the `devicecode` endpoint. */
export function readDeviceCode(
	answer: HttpAnswer,
	where: string,
): { ok: true; code: DeviceCode } | Refused {
	if (!answer.ok) {
		return { ok: false, failure: { code: "unreachable", where, reason: answer.reason } };
	}
	const body = jsonObject(answer.body) ?? {};
	const { device_code, user_code, verification_uri, expires_in, interval } = body;
	if (answer.status !== 200 || !device_code || !user_code) {
		return { ok: false, failure: refusalOf(answer) };
	}
	return {
		ok: true,
		code: {
			deviceCode: String(device_code),
			userCode: String(user_code),
			verificationUri: String(verification_uri),
			expiresInSeconds: Number(expires_in),
			intervalSeconds: Number(interval) || DEFAULT_INTERVAL_S,
		},
	};
}

export type Poll =
	| { state: "signed-in"; accessToken: string; tenantId: string; userName: string }
	/** `isTooFast`: the interval grows by five seconds. */
	| { state: "pending"; isTooFast: boolean }
	| { state: "ended"; failure: Failure };

/**
 * Interprets a response to the token request (RFC 8628 3.5, and Microsoft's own codes in
 * "OAuth 2.0 device authorization grant"). A lost response is not final: the request is repeated.
 */
export function readPoll(answer: HttpAnswer): Poll {
	if (!answer.ok || answer.status >= 500) return { state: "pending", isTooFast: true };
	const body = jsonObject(answer.body) ?? {};
	if (answer.status === 200 && body.access_token) return signedIn(body);
	switch (body.error) {
		case "authorization_pending":
			return { state: "pending", isTooFast: false };
		case "slow_down":
			return { state: "pending", isTooFast: true };
		case "authorization_declined":
		case "access_denied":
			return { state: "ended", failure: { code: "declined" } };
		case "expired_token":
		case "code_expired":
			return { state: "ended", failure: { code: "code-expired" } };
		default:
			return { state: "ended", failure: refusalOf(answer) };
	}
}

function signedIn(body: Record<string, unknown>): Poll {
	const claims = claimsOf(String(body.id_token ?? ""));
	return {
		state: "signed-in",
		accessToken: String(body.access_token),
		tenantId: String(claims.tid ?? "").toLowerCase(),
		userName: String(claims.preferred_username ?? ""),
	};
}

/**
 * The claims of an ID token that came directly from the token endpoint over TLS, which replaces checking its
 * signature (OpenID Connect Core 3.1.3.7, item 6).
 */
function claimsOf(idToken: string): Record<string, unknown> {
	const [, payload = ""] = idToken.split(".");
	return jsonObject(Buffer.from(payload, "base64url").toString()) ?? {};
}

/** Conditional Access: 53000 to 53011, 50005, and 530xxx for its newer conditions. */
const BLOCKED = /^(?:530\d{2,3}|50005)$/;

function refusalOf({ status, body }: Extract<HttpAnswer, { ok: true }>): Failure {
	const error = findAadsts(body);
	if (!error) return { code: "sign-in-refused", detail: `The response has status ${status}.` };
	const detail = `Entra says (AADSTS${error.code}): ${error.text}`;
	return {
		code: BLOCKED.test(String(error.code)) ? "sign-in-blocked" : "sign-in-refused",
		detail,
	};
}
