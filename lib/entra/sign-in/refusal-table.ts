/** Why the tenant or the browser did not sign a person in. Every kind has words in the catalogues. */
export type SignInFailureKind =
	| "cancelled"
	| "consent-missing"
	| "not-assigned"
	| "account-disabled"
	| "account-locked"
	| "password-expired"
	| "on-premises-password-expired"
	| "password-missing"
	| "password-wrong"
	| "second-step-missing"
	| "second-step-not-set-up"
	| "interrupted"
	| "change-required"
	| "sign-in-ended"
	| "too-many-requests"
	| "blocked-by-policy"
	| "device-not-accepted"
	| "account-elsewhere"
	| "portal-unknown"
	| "tenant-unreachable"
	| "tenant-disturbed"
	| "redirect-blocked"
	| "storage-blocked"
	| "answer-lost"
	| "unknown";

/**
 * By the number of an AADSTS code: "Microsoft Entra authentication and authorization error codes". A
 * number that is not here is unknown, and is shown with its code.
 */
export const KIND_BY_NUMBER: Readonly<Record<string, SignInFailureKind>> = {
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
	"50196": "too-many-requests",
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

/** By the code of the sign-in library, or by OAuth's where the tenant gave no number. */
export const KIND_BY_CODE: Readonly<Record<string, SignInFailureKind>> = {
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
	// The answer came to a tab, or a browser, that did not ask, or what was kept for it is gone.
	no_token_request_cache_error: "answer-lost",
	unable_to_parse_token_request_cache_error: "answer-lost",
	no_state_in_hash: "answer-lost",
	unable_to_parse_state: "answer-lost",
	state_mismatch: "answer-lost",
	state_not_found: "answer-lost",
	nonce_mismatch: "answer-lost",
	hash_empty_error: "answer-lost",
};
