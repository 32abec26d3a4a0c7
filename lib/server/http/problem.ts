import type { Problem, ProblemCode } from "#lib/core/problem.ts";

/**
 * The meaning of each code, for API clients. People see the sentence for the code in their page's
 * catalogue.
 */
const PROBLEMS: Record<ProblemCode, { status: number; title: string; detail: string }> = {
	"token-missing": {
		status: 401,
		title: "A token is missing",
		detail: "Send an access token for this portal's API as Authorization: Bearer.",
	},
	"token-refused": {
		status: 401,
		title: "The token was refused",
		detail:
			"Its signature, issuer, audience, tenant or lifetime is wrong. Sign in again for a new one.",
	},
	"scope-missing": {
		status: 403,
		title: "The token lacks the scope",
		detail: "Request a token with this portal's scope Access.",
	},
	"claims-needed": {
		status: 401,
		title: "The token lacks the required claims",
		detail: "Request a token with the claims in the WWW-Authenticate header.",
	},
	"role-missing": {
		status: 403,
		title: "The token lacks the helpdesk's app role",
		detail: "Ask an administrator to assign the role in Entra ID, then sign in again.",
	},
	"tenant-unreachable": {
		status: 503,
		title: "The tenant's keys cannot be read",
		detail: "Tokens cannot be verified until the tenant answers. Try again in a minute.",
	},
	"body-not-json": {
		status: 400,
		title: "The body is not JSON",
		detail: "Send a JSON object with Content-Type: application/json.",
	},
	"body-too-large": {
		status: 413,
		title: "The body is too large",
		detail: "This call accepts at most 4,096 bytes.",
	},
	"body-mistaken": {
		status: 400,
		title: "A field is invalid",
		detail: "A field is missing or has the wrong format.",
	},
	"watch-not-found": {
		status: 404,
		title: "The watch does not exist",
		detail: "Check the address. The watch may have been deleted, or may never have existed.",
	},
	"watch-ended": {
		status: 410,
		title: "The watch has ended",
		detail: "A watch ends after 72 hours, or when the password is changed again.",
	},
	"link-not-found": {
		status: 404,
		title: "The link does not exist or has ended",
		detail: "Check the address. The link may have ended, or may never have existed.",
	},
	"link-changed-meanwhile": {
		status: 409,
		title: "The link was changed meanwhile",
		detail: "Nothing was written. Read the link again and send the change with its new revision.",
	},
	"look-up-ended": {
		status: 404,
		title: "The look-up does not exist",
		detail: "It has ended, or covers fewer people. Start a new one for the group.",
	},
	"reference-not-found": {
		status: 404,
		title: "The reference is unknown",
		detail: "Check it letter by letter. A reference lasts as long as its watch, 72 hours.",
	},
	"too-many-requests": {
		status: 429,
		title: "Too many calls",
		detail: "Wait as long as Retry-After says, then try again.",
	},
	"too-many-open": {
		status: 409,
		title: "The maximum number is reached",
		detail: "Nothing was created. End those that are no longer needed.",
	},
	"key-reused": {
		status: 422,
		title: "The idempotency key was used for another call",
		detail: "Nothing was done. Use a new Idempotency-Key for a new call.",
	},
	"route-not-found": {
		status: 404,
		title: "The call does not exist",
		detail: "Check the address against /api/openapi.json.",
	},
	"request-mistaken": {
		status: 400,
		title: "The request is malformed",
		detail: "Its address or a header violates HTTP.",
	},
	"request-too-slow": {
		status: 408,
		title: "The request took too long",
		detail: "Send the headers within 15 seconds, and the whole request within 30.",
	},
	"headers-too-large": {
		status: 431,
		title: "The headers are too large",
		detail:
			"Address and headers together may have at most 32 KB. In a browser, delete the cookies of this domain.",
	},
	"method-not-allowed": {
		status: 405,
		title: "The method is not allowed",
		detail: "The Allow header lists the allowed methods.",
	},
	"store-unavailable": {
		status: 503,
		title: "The store is unavailable",
		detail: "Nothing was changed. Try again in a minute; the operator's log has the cause.",
	},
	unexpected: {
		status: 500,
		title: "Something went wrong",
		detail: "It is unknown whether anything changed. The operator's log has the cause.",
	},
};

export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

/** Why a handler refuses a call. `detail` may be more specific than the code; never anything secret. */
export type Refusal<Code extends ProblemCode = ProblemCode> = {
	ok: false;
	code: Code;
	detail?: string | undefined;
	headers?: Record<string, string>;
};

/** A problem document (RFC 9457), with the headers that its status requires. */
export function problem({ code, detail, headers }: Omit<Refusal, "ok">): {
	body: Problem;
	headers: Record<string, string>;
} {
	const known = PROBLEMS[code];
	return {
		body: { type: "about:blank", code, ...known, detail: detail ?? known.detail },
		headers: {
			"Content-Type": "application/problem+json",
			"Cache-Control": "no-store",
			...(known.status === 401 && { "WWW-Authenticate": "Bearer" }),
			...headers,
		},
	};
}

/**
 * Requires a token with an authentication context ("Claims challenges", Microsoft identity
 * platform; Conditional Access, "authentication context").
 *
 * @param context its id, e.g. `c1`
 */
export function stepUp(context: string): Refusal<"claims-needed"> {
	const claims = { access_token: { acrs: { essential: true, value: context } } };
	const encoded = Buffer.from(JSON.stringify(claims)).toString("base64");
	const challenge = `Bearer realm="", error="insufficient_claims", claims="${encoded}"`;
	return { ok: false, code: "claims-needed", headers: { "WWW-Authenticate": challenge } };
}

/** Too many calls: gives the seconds until the next one is allowed, and the limit. */
export function tooMany(retryAfterS: number, detail: string): Refusal<"too-many-requests"> {
	const headers = { "Retry-After": String(retryAfterS) };
	return { ok: false, code: "too-many-requests", detail, headers };
}
