import { randomUUID } from "node:crypto";

/** An error of Entra's sign-in service: AADSTS number, OAuth error, message. */
export type Refusal = {
	readonly code: number;
	readonly error: string;
	readonly text: string;
	readonly suberror?: string;
};

/**
 * Numbers from Microsoft Learn, `identity-platform/reference-error-codes`; messages and OAuth errors from
 * published answers of the service.
 */
export const AADSTS = {
	wrongPassword: {
		code: 50126,
		error: "invalid_grant",
		text: "Error validating credentials due to invalid username or password.",
	},
	locked: {
		code: 50053,
		error: "invalid_grant",
		text: "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
	},
	expired: { code: 50055, error: "invalid_grant", text: "The password is expired." },
	disabled: { code: 50057, error: "invalid_grant", text: "The user account is disabled." },
	conditionalAccess: {
		code: 53003,
		error: "interaction_required",
		text: "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
	},
	declined: {
		code: 65004,
		error: "access_denied",
		text: "User declined to consent to access the app.",
	},
	noSession: {
		code: 50058,
		error: "login_required",
		text: "A silent sign-in request was sent but no user is signed in.",
	},
	needsAdminApproval: {
		code: 90094,
		error: "access_denied",
		text: "Keyturn needs permission to access resources in your organization that only an admin can grant. Request an admin to grant permission to this app before you can use it.",
	},
	strongerSignIn: {
		code: 50076,
		error: "interaction_required",
		text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
		suberror: "basic_action",
	},
	codeUsed: {
		code: 54005,
		error: "invalid_grant",
		text: "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
	},
	codeExpired: {
		code: 70008,
		error: "invalid_grant",
		text: "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
	},
	refreshTokenExpired: {
		code: 700084,
		error: "invalid_grant",
		text: "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page.",
		suberror: "bad_token",
	},
	wrongVerifier: {
		code: 501481,
		error: "invalid_grant",
		text: "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
	},
	unknownApplication: {
		code: 700016,
		error: "unauthorized_client",
		text: "Application with that identifier was not found in the directory 'Contoso (practice)'.",
	},
	wrongRedirect: {
		code: 50011,
		error: "invalid_request",
		text: "The redirect URI specified in the request does not match the redirect URIs configured for the application.",
	},
	noOrigin: {
		code: 9002327,
		error: "invalid_request",
		text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
	},
	foreignOrigin: {
		code: 9002326,
		error: "invalid_request",
		text: "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
	},
	severalResources: {
		code: 28000,
		error: "invalid_request",
		text: "Provided value for the input parameter scope is not valid because it contains more than one resource.",
	},
	unknownScope: {
		code: 650053,
		error: "invalid_client",
		text: "The application 'Keyturn' asked for a scope that doesn't exist on the resource.",
	},
	malformed: {
		code: 9002313,
		error: "invalid_request",
		text: "Invalid request. Request is malformed or invalid.",
	},
	outage: {
		code: 90033,
		error: "temporarily_unavailable",
		text: "A transient error has occurred. Please try again.",
	},
} as const satisfies Record<string, Refusal>;

export function notAssigned(clientId: string): Refusal {
	return {
		code: 50105,
		error: "invalid_grant",
		text: `Your administrator has configured the application Keyturn ('${clientId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '{EUII Hidden}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`,
	};
}

export function notConsented(clientId: string): Refusal {
	return {
		code: 65001,
		error: "invalid_grant",
		text: `The user or administrator has not consented to use the application with ID '${clientId}' named 'Keyturn'. Send an interactive authorization request for this user and resource.`,
		suberror: "consent_required",
	};
}

/** After a password change: nothing issued before it is accepted. */
export function revoked(issuedAt: Date, validFrom: Date): Refusal {
	return {
		code: 50173,
		error: "invalid_grant",
		text: `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${issuedAt.toISOString()}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${validFrom.toISOString()}'.`,
		suberror: "bad_token",
	};
}

/** The ids by which Microsoft finds a request in its logs. */
export type Trace = { traceId: string; correlationId: string; timestamp: string };

/** @param correlationId the request's `client-request-id`, if any. */
export function newTrace(correlationId: string | undefined, now: Date): Trace {
	return {
		traceId: randomUUID(),
		correlationId: correlationId ?? randomUUID(),
		timestamp: `${now.toISOString().slice(0, 19).replace("T", " ")}Z`,
	};
}

/** The `error_description` of a refusal, in Entra's format. */
export function describe(refusal: Refusal, trace: Trace): string {
	const { traceId, correlationId, timestamp } = trace;
	return `AADSTS${refusal.code}: ${refusal.text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
}

/** The body of a refusal by the token endpoint. */
export function tokenError(refusal: Refusal, trace: Trace, origin: string): object {
	return {
		error: refusal.error,
		error_description: describe(refusal, trace),
		error_codes: [refusal.code],
		timestamp: trace.timestamp,
		trace_id: trace.traceId,
		correlation_id: trace.correlationId,
		error_uri: `${origin}/error?code=${refusal.code}`,
		...(refusal.suberror === undefined ? {} : { suberror: refusal.suberror }),
	};
}
