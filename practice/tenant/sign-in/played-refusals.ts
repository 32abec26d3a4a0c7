import type { Refusal } from "./aadsts.ts";

/**
 * Refusals that the tenant can simulate, by AADSTS number, with their messages from
 * Microsoft Learn, `identity-platform/reference-error-codes`. What Microsoft handles on its own page,
 * such as a second factor, is simulated as abandoned there.
 */
const PLAYED: Readonly<Record<number, Omit<Refusal, "code">>> = {
	50020: {
		error: "access_denied",
		text: "User account from identity provider does not exist in tenant and cannot access the application in that tenant.",
	},
	50034: {
		error: "invalid_grant",
		text: "The user account does not exist in the directory. To sign into this application, the account must be added to the directory.",
	},
	50053: {
		error: "invalid_grant",
		text: "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
	},
	50055: { error: "invalid_grant", text: "The password is expired." },
	50056: {
		error: "invalid_grant",
		text: "Invalid or null password: password does not exist in the directory for this user.",
	},
	50057: { error: "invalid_grant", text: "The user account is disabled." },
	50072: {
		error: "interaction_required",
		text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access the resource.",
	},
	50074: {
		error: "interaction_required",
		text: "Strong Authentication is required.",
	},
	50076: {
		error: "interaction_required",
		text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.",
	},
	50079: {
		error: "interaction_required",
		text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access the resource.",
	},
	50097: { error: "interaction_required", text: "Device authentication is required." },
	50105: {
		error: "invalid_grant",
		text: "Your administrator has configured the application Keyturn to block users unless they are specifically granted ('assigned') access to the application.",
	},
	50125: {
		error: "invalid_grant",
		text: "Sign-in was interrupted because of a password reset or password registration entry.",
	},
	50126: {
		error: "invalid_grant",
		text: "Error validating credentials due to invalid username or password.",
	},
	50132: {
		error: "invalid_grant",
		text: "The session is not valid due to the following reasons: password expiration or recent password change, SSO Artifact is invalid or expired.",
	},
	50133: {
		error: "invalid_grant",
		text: "Session is invalid due to expiration or recent password change.",
	},
	50135: {
		error: "interaction_required",
		text: "Password change is required due to account risk.",
	},
	50144: { error: "invalid_grant", text: "The user's Active Directory password has expired." },
	50173: {
		error: "invalid_grant",
		text: "The provided grant has expired due to it being revoked, a fresh auth token is needed. Have the user sign in again.",
	},
	50196: {
		error: "access_denied",
		text: "The server terminated an operation because it encountered a client request loop.",
	},
	53000: {
		error: "interaction_required",
		text: "Device is not in required device state: compliant.",
	},
	53003: {
		error: "interaction_required",
		text: "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
	},
	65001: {
		error: "access_denied",
		text: "The user or administrator has not consented to use the application.",
	},
	90094: {
		error: "access_denied",
		text: "Keyturn needs permission to access resources in your organization that only an admin can grant.",
	},
	700016: {
		error: "unauthorized_client",
		text: "Application was not found in the directory 'Contoso (practice)'.",
	},
};

/** Whether the tenant can simulate this number. */
export function isPlayedRefusal(code: number): boolean {
	return PLAYED[code] !== undefined;
}

/** @returns the refusal with an AADSTS number; with a generic message if it is not in the table. */
export function playedRefusal(code: number): Refusal {
	return {
		code,
		...(PLAYED[code] ?? { error: "access_denied", text: "The sign-in was refused." }),
	};
}
