import type { User } from "@microsoft/microsoft-graph-types";
import { type FailureCode, ok, type Result } from "#lib/core/failure.ts";
import { changeRefusal } from "./change-password.ts";
import { readExpire } from "./expire-password.ts";
import { callGraph, type GraphAnswer, graphError, graphFailure } from "./graph-answer.ts";

/** Checking a new password takes Entra longer than a read. */
const SET_LIMIT_MS = 60_000;

/**
 * Sets a password that must be changed at the next sign-in: `PATCH /users/{id}` with
 * `passwordProfile` ("Update user", example 3). `resetPassword` of the authentication methods would
 * reach synchronised people, too, but requires a permission for everybody's authentication methods,
 * and is executed some time after the call.
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
		// A redirect would send the password elsewhere.
		redirect: "error",
	} as const;
	return callGraph(`${graphUrl}/v1.0/users/${encodeURIComponent(id)}`, call, SET_LIMIT_MS);
}

/** Interprets Graph's answer. `graph-no-answer`: it is unknown whether it was set; check, never resend. */
export function readTemporaryPassword(answer: Result<GraphAnswer>): Result<null> {
	if (!answer.ok) return answer;
	if (answer.value.status === 204) return ok(null);
	const read = readExpire(answer.value);
	if (read.kind !== "refused") return graphFailure(answer.value);
	const { code, message } = graphError(answer.value.body);
	const refusal = { status: answer.value.status, code, message };
	return graphFailure(
		answer.value,
		read.reason === "failed" ? refused(refusal) : CODES[read.reason],
	);
}

const CODES = {
	refused: "role-too-low",
	synchronised: "on-premises",
	gone: "person-not-found",
} as const satisfies Record<string, FailureCode>;

/** Entra refuses this password, but may accept another. */
function refused(refusal: { status: number; code: string; message: string }): FailureCode {
	return changeRefusal(refusal).startsWith("password-") ? "password-refused" : "graph-unknown";
}
