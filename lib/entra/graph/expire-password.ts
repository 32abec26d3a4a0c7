import type { User } from "@microsoft/microsoft-graph-types";
import type { SendAnswer } from "#lib/core/cohort/expiry-row.ts";
import type { BatchCall } from "./batch.ts";
import { type GraphAnswer, graphError } from "./graph-answer.ts";

/**
 * Makes a person's password expire: `PATCH /users/{id}` with only `forceChangePasswordNextSignIn`,
 * so that no password is set.
 */
export function expireCall(id: string): BatchCall {
	return {
		id,
		method: "PATCH",
		url: `/users/${encodeURIComponent(id)}`,
		body: { passwordProfile: { forceChangePasswordNextSignIn: true } } satisfies User,
	};
}

/** Interprets Graph's answer for one person. After a timeout or a 5xx the outcome is unknown. */
export function readExpire(answer: GraphAnswer | undefined): SendAnswer {
	if (!answer) return { kind: "no-answer" };
	const { status } = answer;
	if (status >= 200 && status < 300) return { kind: "done" };
	if (status >= 500 || status === 408) return { kind: "no-answer" };
	if (status === 429) return { kind: "throttled" };
	if (status === 401) return { kind: "unauthorised" };
	const { code, message } = graphError(answer.body);
	return { kind: "refused", reason: reason(status, message), code: code || String(status) };
}

function reason(status: number, message: string) {
	if (status === 404) return "gone";
	if (status === 403) return "refused";
	return /on-premises mastered/i.test(message) ? "synchronised" : "failed";
}
