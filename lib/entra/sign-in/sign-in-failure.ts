import { AuthError } from "@azure/msal-browser";
import { KIND_BY_CODE, KIND_BY_NUMBER, type SignInFailureKind } from "./refusal-table.ts";

export type SignInFailure = {
	kind: SignInFailureKind;
	/** The tenant's own code, e.g. `AADSTS50105`, for the helpdesk. */
	code: string | undefined;
	correlationId: string | undefined;
};

/** Names what went wrong; anything that is not the sign-in library's error is thrown again. */
export function signInFailure(error: unknown): SignInFailure {
	if (isCacheError(error)) {
		return { kind: "storage-blocked", code: error.errorCode, correlationId: undefined };
	}
	if (!(error instanceof AuthError)) throw error;
	const said = `${error.errorMessage} ${error.message}`;
	const number = /AADSTS(\d+)/.exec(said)?.[1];
	const byNumber = number && (KIND_BY_NUMBER[number] ?? "unknown");
	return {
		kind: byNumber || KIND_BY_CODE[error.errorCode] || "unknown",
		code: number ? `AADSTS${number}` : error.errorCode,
		// The tenant's own id finds the request in its log; the library's is the one it was asked with.
		correlationId:
			/Correlation ID: ([0-9a-f-]{36})/i.exec(said)?.[1] ?? (error.correlationId || undefined),
	};
}

/**
 * The library cannot keep what it got: the browser's storage is full, or closed. It does not export the
 * class, which is none of its `AuthError`s.
 */
function isCacheError(error: unknown): error is Error & { errorCode: string } {
	return error instanceof Error && error.name === "CacheError" && "errorCode" in error;
}
