import { AuthError } from "@azure/msal-browser";

/** Why the tenant or the browser did not sign a person in. Every kind has words in the catalogues. */
export const SIGN_IN_FAILURES = [
	"cancelled",
	"consent-missing",
	"not-assigned",
	"account-disabled",
	"account-locked",
	"password-expired",
	"blocked-by-policy",
	"tenant-unreachable",
	"unknown",
] as const;
export type SignInFailureKind = (typeof SIGN_IN_FAILURES)[number];

export type SignInFailure = {
	kind: SignInFailureKind;
	/** The tenant's own code, e.g. `AADSTS50105`, for the helpdesk. */
	code: string | undefined;
	correlationId: string | undefined;
};

/** "Microsoft Entra authentication and authorization error codes"; a code that is not here is unknown. */
const BY_NUMBER: Record<string, SignInFailureKind> = {
	"50053": "account-locked",
	"50055": "password-expired",
	"50057": "account-disabled",
	"50105": "not-assigned",
	"50144": "password-expired",
	"53000": "blocked-by-policy",
	"53001": "blocked-by-policy",
	"53002": "blocked-by-policy",
	"53003": "blocked-by-policy",
	"53004": "blocked-by-policy",
	"65001": "consent-missing",
	"65004": "cancelled",
	"90094": "consent-missing",
};

const BY_LIBRARY_CODE: Record<string, SignInFailureKind> = {
	user_cancelled: "cancelled",
	access_denied: "cancelled",
	consent_required: "consent-missing",
	network_error: "tenant-unreachable",
	no_network_connectivity: "tenant-unreachable",
	post_request_failed: "tenant-unreachable",
	get_request_failed: "tenant-unreachable",
	endpoints_resolution_error: "tenant-unreachable",
};

/** Names what went wrong; anything that is not the sign-in library's error is thrown again. */
export function signInFailure(error: unknown): SignInFailure {
	if (!(error instanceof AuthError)) throw error;
	const number = /AADSTS(\d+)/.exec(`${error.errorMessage} ${error.message}`)?.[1];
	const byNumber = number && BY_NUMBER[number];
	return {
		kind: byNumber || BY_LIBRARY_CODE[error.errorCode] || "unknown",
		code: number ? `AADSTS${number}` : error.errorCode,
		correlationId: error.correlationId || undefined,
	};
}
