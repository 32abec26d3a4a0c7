import type { User } from "@microsoft/microsoft-graph-types";
import { refusalCode } from "./change-refusals.ts";
import { readExpire } from "./expire-password.ts";
import {
	callGraph,
	challengeIn,
	type GraphAnswer,
	graphError,
	isGraphError,
} from "./graph-answer.ts";

/** Why Graph does not set it; each has words in the catalogues. Nothing was changed. */
export type TemporaryRefusal =
	| "not-allowed"
	| "synchronised"
	| "gone"
	/** Entra does not take this password; another one it may. */
	| "password-refused"
	| "throttled"
	| "sign-in-needed"
	| "other";

export type TemporaryAnswer =
	| { outcome: "set" }
	| {
			outcome: "refused";
			because: TemporaryRefusal;
			/** Graph's own code, empty where it names none. */
			code: string;
			requestId: string;
			/** The claims that Graph asks a new token for. */
			challenge: string | undefined;
	  }
	/** Nobody knows whether it was set: look, never send it again. */
	| { outcome: "no-answer" };

/** Checking a new password takes Entra longer than a read. */
const SET_LIMIT_MS = 60_000;

/**
 * Sets a password that has to be changed at the next sign-in: `PATCH /users/{id}` with `passwordProfile`
 * ("Update user", example 3). `resetPassword` of the authentication methods would reach synchronised people,
 * too, but takes a right to all ways of signing in of everybody, and is done some time after it was asked.
 */
export function sendTemporaryPassword(
	graphUrl: string,
	token: string,
	{ id, password }: { id: string; password: string },
): Promise<GraphAnswer> {
	const user = {
		passwordProfile: { forceChangePasswordNextSignIn: true, password },
	} satisfies User;
	const request: RequestInit = {
		method: "PATCH",
		headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
		body: JSON.stringify(user),
		// A redirection would take the password elsewhere.
		redirect: "error",
	};
	return callGraph(`${graphUrl}/v1.0/users/${encodeURIComponent(id)}`, request, SET_LIMIT_MS);
}

/** Decides what Graph's answer means. */
export function readTemporaryPassword(answer: GraphAnswer): TemporaryAnswer {
	if (answer.kind === "no-answer" || !isGraphs(answer)) return { outcome: "no-answer" };
	const read = readExpire(answer);
	if (read.kind === "no-answer") return { outcome: "no-answer" };
	if (read.kind === "done") return { outcome: "set" };
	const { code, message, requestId } = graphError(answer.body);
	const said = { status: answer.status, code, message };
	return {
		outcome: "refused",
		because: read.kind === "refused" ? reason(read.because, said) : BEFORE_ANYTHING[read.kind],
		code,
		requestId,
		challenge: challengeIn(answer),
	};
}

/**
 * Whether this is Graph's own word: the documented 204, or an error in its form. A page of a gateway or of a
 * guest network says nothing of what Graph did; 401 and 429 come before anything is done, from whichever machine.
 */
function isGraphs({ status, body }: { status: number; body: unknown }): boolean {
	return status === 204 || status === 401 || status === 429 || isGraphError(body);
}

const BEFORE_ANYTHING = { throttled: "throttled", unauthorised: "sign-in-needed" } as const;

function reason(
	because: "refused" | "synchronised" | "gone" | "failed",
	said: { status: number; code: string; message: string },
): TemporaryRefusal {
	if (because === "refused") return "not-allowed";
	if (because !== "failed") return because;
	return refusalCode(said).startsWith("password-") ? "password-refused" : "other";
}
