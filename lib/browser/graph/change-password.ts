import { callGraph, type GraphAnswer, graphError } from "./graph-answer.ts";

/** Every way in which a change can fail; each has words in the catalogues. */
export const CHANGE_FAILURES = [
	"wrong-existing-password",
	"password-refused",
	"throttled",
	"not-allowed",
	"sign-in-needed",
	"outage",
	"unknown-answer",
] as const;
export type ChangeFailureCode = (typeof CHANGE_FAILURES)[number];

export type ChangeAnswer =
	| { outcome: "changed" }
	| { outcome: "refused"; code: ChangeFailureCode; requestId: string }
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

/**
 * Microsoft publishes no table of this call's errors, so they are told apart by status, code and what
 * the message speaks of, the first row that fits. What fits none is shown with its request id.
 */
const REFUSALS: {
	status: number | [from: number, to: number];
	says?: RegExp;
	code: ChangeFailureCode;
}[] = [
	{ status: 401, code: "sign-in-needed" },
	{ status: 429, code: "throttled" },
	{ status: [500, 599], code: "outage" },
	{
		status: 400,
		says: /complexity|comply|banned|too weak|history|previously/i,
		code: "password-refused",
	},
	{
		status: [400, 403],
		says: /oldPassword|current password|specified password is invalid/i,
		code: "wrong-existing-password",
	},
	{ status: [400, 403], says: /on-premises|Directory Sync/i, code: "not-allowed" },
	{ status: 403, code: "not-allowed" },
];

/** Decides what Graph's answer to a password change means. */
export function readPasswordChange(answer: GraphAnswer): ChangeAnswer {
	if (answer.kind === "no-answer") return { outcome: "no-answer" };
	if (answer.status >= 200 && answer.status < 300) return { outcome: "changed" };
	const { code, message, requestId } = graphError(answer.body);
	const row = REFUSALS.find(({ status, says }) => {
		const [from, to] = typeof status === "number" ? [status, status] : status;
		const isStatus = answer.status >= from && answer.status <= to;
		return isStatus && (!says || says.test(`${code} ${message}`));
	});
	return { outcome: "refused", code: row?.code ?? "unknown-answer", requestId };
}
