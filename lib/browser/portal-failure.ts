import { type Failed, type FailureCode, failed } from "#lib/core/failure.ts";
import type { ProblemCode } from "#lib/core/problem.ts";
import { claimsChallenge } from "#lib/entra/challenge/claims-challenge.ts";

/** What each problem code of the portal means to a page. */
const BY_PROBLEM: Readonly<Record<ProblemCode, FailureCode>> = {
	"token-missing": "sign-in-ended",
	"token-refused": "sign-in-ended",
	"claims-needed": "sign-in-ended",
	"scope-missing": "portal-failed",
	"role-missing": "role-missing",
	// The server cannot reach it; this browser's connection is fine.
	"tenant-unreachable": "tenant-disturbed",
	// The answer is the same however often the call is repeated.
	"body-not-json": "portal-refused",
	"body-too-large": "portal-refused",
	"body-mistaken": "portal-refused",
	"key-reused": "portal-refused",
	"request-mistaken": "portal-refused",
	"headers-too-large": "portal-refused",
	"method-not-allowed": "portal-refused",
	"route-not-found": "portal-refused",
	"watch-not-found": "watch-not-found",
	"watch-ended": "watch-ended",
	"link-not-found": "link-not-found",
	"link-changed-meanwhile": "link-changed-meanwhile",
	"reference-not-found": "reference-not-found",
	"look-up-ended": "look-up-ended",
	"too-many-requests": "too-many-requests",
	"too-many-open": "too-many-open",
	"request-too-slow": "portal-failed",
	"store-unavailable": "store-unavailable",
	unexpected: "portal-failed",
};

/**
 * Translates an unsuccessful answer of the portal. One without a problem document comes from a
 * gateway or a captive portal, and what the portal did is unknown.
 *
 * @param body the answer as JSON; anything if it is not the portal's
 */
export function portalFailure(response: Response, body: unknown): Failed {
	const code = (body as { code?: unknown } | null)?.code;
	return failed(isProblemCode(code) ? BY_PROBLEM[code] : "portal-no-answer", {
		claims: claimsChallenge(response.headers.get("www-authenticate")),
		cause: `HTTP ${response.status}`,
	});
}

function isProblemCode(code: unknown): code is ProblemCode {
	return typeof code === "string" && Object.hasOwn(BY_PROBLEM, code);
}
