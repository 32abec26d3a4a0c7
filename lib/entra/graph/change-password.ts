import { type ChangeFailureCode, refusalCode } from "./change-refusals.ts";
import {
	callGraph,
	challengeIn,
	type GraphAnswer,
	graphError,
	isGraphError,
	retryAfterMs,
} from "./graph-answer.ts";

export type ChangeAnswer =
	| { outcome: "changed" }
	| {
			outcome: "refused";
			code: ChangeFailureCode;
			requestId: string;
			/** When to come back, where Graph says so and the browser may read it. */
			retryAfterMs: number | undefined;
			/** The claims that Graph asks a new token for. */
			challenge: string | undefined;
	  }
	/** Nobody knows whether the password was changed: look, never send again. */
	| { outcome: "no-answer" };

/** Checking a new password takes Entra longer than a read, and giving up early leaves people in doubt. */
const CHANGE_LIMIT_MS = 60_000;

/** Graph's `POST /me/changePassword`: the one call that ever carries a password. */
export function sendPasswordChange(
	graphUrl: string,
	token: string,
	passwords: { existing: string; next: string },
): Promise<GraphAnswer> {
	const request: RequestInit = {
		method: "POST",
		headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
		body: JSON.stringify({ currentPassword: passwords.existing, newPassword: passwords.next }),
		// A redirection would take the passwords elsewhere.
		redirect: "error",
	};
	return callGraph(`${graphUrl}/v1.0/me/changePassword`, request, CHANGE_LIMIT_MS);
}

/**
 * Decides what Graph's answer to a password change means. It is a change only if it is the documented
 * 204, and a refusal only if it says so itself: a gateway that gave up, whatever its words, may have
 * passed the change on.
 */
export function readPasswordChange(answer: GraphAnswer): ChangeAnswer {
	if (answer.kind === "no-answer") return { outcome: "no-answer" };
	if (answer.status === 204) return { outcome: "changed" };
	if (!isRefusal(answer)) return { outcome: "no-answer" };
	const { code, message, requestId } = graphError(answer.body);
	return {
		outcome: "refused",
		code: refusalCode({ status: answer.status, code, message }),
		requestId,
		retryAfterMs: retryAfterMs(answer.headers),
		challenge: challengeIn(answer),
	};
}

/** 401 and 429 come before anything is done, from whichever machine; 408 is a timeout (RFC 9110). */
function isRefusal({ status, body }: { status: number; body: unknown }): boolean {
	if (status < 400 || status >= 500 || status === 408) return false;
	return status === 401 || status === 429 || isGraphError(body);
}
