import { AuthError, InteractionRequiredAuthError } from "@azure/msal-browser";
import { type Failure, type FailureCode, thrownFailure } from "#lib/core/failure.ts";

/**
 * By the number of an AADSTS code: "Microsoft Entra authentication and authorization error codes".
 * An unlisted number is unknown and shown with its code.
 */
const BY_NUMBER: Readonly<Record<string, FailureCode>> = {
	"50011": "portal-unknown",
	"50020": "account-elsewhere",
	"50034": "account-elsewhere",
	"50053": "account-locked",
	"50055": "password-expired",
	"50056": "password-missing",
	"50057": "account-disabled",
	"50058": "sign-in-ended",
	"50072": "second-step-not-set-up",
	"50074": "second-step-missing",
	"50076": "second-step-missing",
	"50078": "second-step-missing",
	"50079": "second-step-not-set-up",
	"50105": "not-assigned",
	"50125": "interrupted",
	"50126": "password-wrong",
	"50132": "sign-in-ended",
	"50133": "sign-in-ended",
	"50135": "change-required",
	"50144": "on-premises-password-expired",
	"50173": "sign-in-ended",
	"50196": "too-many-sign-ins",
	"53000": "device-not-accepted",
	"53001": "device-not-accepted",
	"53002": "device-not-accepted",
	"53003": "blocked-by-policy",
	"53004": "second-step-not-set-up",
	"54005": "answer-lost",
	"65001": "consent-missing",
	"65004": "cancelled",
	"70008": "sign-in-ended",
	"90033": "tenant-disturbed",
	"90094": "consent-missing",
	"700016": "portal-unknown",
	"700084": "sign-in-ended",
};

/** By MSAL's code, or by OAuth's if the tenant gave no number. */
const BY_CODE: Readonly<Record<string, FailureCode>> = {
	user_cancelled: "cancelled",
	access_denied: "cancelled",
	consent_required: "consent-missing",
	login_required: "sign-in-ended",
	interaction_required: "sign-in-ended",
	temporarily_unavailable: "tenant-disturbed",
	server_error: "tenant-disturbed",
	network_error: "tenant-unreachable",
	no_network_connectivity: "tenant-unreachable",
	post_request_failed: "tenant-unreachable",
	get_request_failed: "tenant-unreachable",
	endpoints_resolution_error: "tenant-unreachable",
	timed_out: "redirect-blocked",
	redirect_in_iframe: "redirect-blocked",
	// The answer came to a tab or browser that did not ask, or the stored request is gone.
	no_token_request_cache_error: "answer-lost",
	unable_to_parse_token_request_cache_error: "answer-lost",
	no_state_in_hash: "answer-lost",
	unable_to_parse_state: "answer-lost",
	state_mismatch: "answer-lost",
	state_not_found: "answer-lost",
	nonce_mismatch: "answer-lost",
	hash_empty_error: "answer-lost",
};

/**
 * The meaning of MSAL's codes for a token request in a hidden frame: a frame that times out is one
 * from which the browser blocks the tenant's cookies.
 */
const BY_CODE_IN_FRAME: Readonly<Record<string, FailureCode>> = { timed_out: "sign-in-ended" };

/**
 * The code of MSAL's `CacheError` for a full storage; all others mean a blocked one. If MSAL wraps
 * its own error again, the code is `CacheError` and only the message contains the original
 * (`createCacheError`).
 */
const FULL = "cache_quota_exceeded";

/** Whether MSAL was using a hidden frame, and which permission of an agent was requested, if any. */
type Asking = { inFrame: boolean; right?: string };

/**
 * Translates what MSAL throws: a refusal by the tenant by its AADSTS number alone, since one OAuth
 * error stands for many of them; anything else by MSAL's own code.
 */
export function signInFailure(error: unknown, asking: Asking = { inFrame: false }): Failure {
	if (isCacheError(error)) {
		const isFull = error.errorCode === FULL || error.message.includes(FULL);
		const code = isFull ? "storage-full" : "storage-blocked";
		return { code, vendorCode: error.errorCode, cause: error };
	}
	if (!(error instanceof AuthError)) return thrownFailure(error);
	const message = `${error.errorMessage} ${error.message}`;
	const number = /AADSTS(\d+)/.exec(message)?.[1];
	// MSAL's class means that interaction is required, for instance because the refresh token has
	// expired; if the tenant refused interactively, its number has to be shown.
	const isForPerson = error instanceof InteractionRequiredAuthError && (asking.inFrame || !number);
	const known = number ? BY_NUMBER[number] : codeOf(error.errorCode, asking);
	const code = known ?? (isForPerson ? "sign-in-ended" : "sign-in-failed");
	const isRight = asking.right !== undefined && code === "consent-missing";
	return {
		code: isRight ? "right-missing" : code,
		vendorCode: number ? `AADSTS${number}` : error.errorCode,
		// The tenant's own id finds the request in its log; MSAL's is the one that was sent.
		correlationId:
			/Correlation ID: ([0-9a-f-]{36})/i.exec(message)?.[1] ?? (error.correlationId || undefined),
		...(isRight && { scope: asking.right }),
		cause: error,
	};
}

function codeOf(errorCode: string, { inFrame }: Asking): FailureCode | undefined {
	return (inFrame ? BY_CODE_IN_FRAME[errorCode] : undefined) ?? BY_CODE[errorCode];
}

/** MSAL cannot store its result. It does not export the class, which is not an `AuthError`. */
function isCacheError(error: unknown): error is Error & { errorCode: string } {
	return error instanceof Error && error.name === "CacheError" && "errorCode" in error;
}
