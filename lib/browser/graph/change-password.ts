import { type ChangeFailureCode, refusalCode } from "./change-refusals.ts";
import {
	callGraph,
	challengeIn,
	type GraphAnswer,
	graphError,
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

/** Graph's `POST /me/changePassword`: the one call that ever carries a password. */
export function sendPasswordChange(
	graphUrl: string,
	token: string,
	passwords: { existing: string; next: string },
): Promise<GraphAnswer> {
	return callGraph(`${graphUrl}/v1.0/me/changePassword`, {
		method: "POST",
		headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
		body: JSON.stringify({ currentPassword: passwords.existing, newPassword: passwords.next }),
	});
}

/** Decides what Graph's answer to a password change means. */
export function readPasswordChange(answer: GraphAnswer): ChangeAnswer {
	if (answer.kind === "no-answer") return { outcome: "no-answer" };
	if (answer.status >= 200 && answer.status < 300) return { outcome: "changed" };
	const { code, message, requestId } = graphError(answer.body);
	return {
		outcome: "refused",
		code: refusalCode(answer.status, `${code} ${message}`),
		requestId,
		retryAfterMs: retryAfterMs(answer.headers),
		challenge: challengeIn(answer),
	};
}
