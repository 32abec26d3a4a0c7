import type { User } from "@microsoft/microsoft-graph-types";
import { type FailureCode, ok, type Result } from "#lib/core/failure.ts";
import { changeRefusal } from "./change-password.ts";
import { readExpire } from "./expire-password.ts";
import { callGraph, type GraphAnswer, graphError, graphFailure } from "./graph-answer.ts";

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
): Promise<Result<GraphAnswer>> {
	const user = {
		passwordProfile: { forceChangePasswordNextSignIn: true, password },
	} satisfies User;
	const call = {
		token,
		method: "PATCH",
		body: JSON.stringify(user),
		// A redirection would take the password elsewhere.
		redirect: "error",
	} as const;
	return callGraph(`${graphUrl}/v1.0/users/${encodeURIComponent(id)}`, call, SET_LIMIT_MS);
}

/** Decides what Graph's answer means. `graph-no-answer`: nobody knows whether it was set; look, never send it again. */
export function readTemporaryPassword(answer: Result<GraphAnswer>): Result<null> {
	if (!answer.ok) return answer;
	if (answer.value.status === 204) return ok(null);
	const read = readExpire(answer.value);
	if (read.kind !== "refused") return graphFailure(answer.value);
	const { code, message } = graphError(answer.value.body);
	const said = { status: answer.value.status, code, message };
	return graphFailure(
		answer.value,
		read.because === "failed" ? refused(said) : CODES[read.because],
	);
}

const CODES = {
	refused: "role-too-low",
	synchronised: "on-premises",
	gone: "person-not-found",
} as const satisfies Record<string, FailureCode>;

/** Entra does not take this password; another one it may. */
function refused(said: { status: number; code: string; message: string }): FailureCode {
	return changeRefusal(said).startsWith("password-") ? "password-refused" : "graph-unknown";
}
