import {
	type ChangeFailureCode,
	readPasswordChange,
	sendPasswordChange,
} from "../graph/change-password.ts";
import { type Me, readMe } from "../graph/read-me.ts";
import { type ApiResult, openWatch } from "../portal-api.ts";
import { apiToken, changeToken, profileToken, type SignIn } from "../sign-in/sign-in.ts";
import { type ChangeRecord, writeChangeRecord } from "./change-record.ts";
import { settleChange } from "./settle-change.ts";

export type SubmitResult =
	/** Entra has changed the password; Progress shows the rest. */
	| { outcome: "changed" }
	/** No answer came, and looking did not tell: Progress goes on looking. */
	| { outcome: "not-known" }
	| { outcome: "refused"; code: ChangeFailureCode; requestId: string }
	/** Nothing was sent. */
	| {
			outcome: "not-sent";
			because:
				| "sign-in-needed"
				| "consent-missing"
				| "offline"
				| "portal-unavailable"
				| "store-unavailable";
	  };

/**
 * Changes the password: opens the watch first, since its baseline must be older than the change and
 * the change revokes the tokens; sends the passwords to Graph, once; then makes sure of what happened.
 */
export async function submitChange(
	signIn: SignIn,
	me: Me,
	passwords: { existing: string; next: string },
): Promise<SubmitResult> {
	const [api, change, previousChangeAt] = await Promise.all([
		apiToken(signIn),
		changeToken(signIn),
		lastChange(signIn, me),
	]);
	if (!api.ok) return { outcome: "not-sent", because: tokenProblem(api.because) };
	if (!change.ok) return { outcome: "not-sent", because: tokenProblem(change.because) };
	const watch = await openWatch(api.token);
	if (!watch.ok) return { outcome: "not-sent", because: portalProblem(watch.code) };
	const record: ChangeRecord = {
		ticket: watch.value.ticket,
		personId: me.id,
		previousChangeAt,
		sentAt: watch.value.view.sentAt,
		changedAt: undefined,
		isReported: false,
	};
	writeChangeRecord(record);
	const { graphUrl } = signIn.config.tenant;
	const answer = readPasswordChange(await sendPasswordChange(graphUrl, change.token, passwords));
	if (answer.outcome === "refused" && answer.code !== "wrong-existing-password") return answer;
	const settled = await settleChange(signIn, record, { isConfirmed: answer.outcome === "changed" });
	if (settled.changedAt) return { outcome: "changed" };
	// A browser sends a request again when a kept connection breaks. Then the first one changed the
	// password and the second was refused, which only the date of the last change can tell.
	return answer.outcome === "refused" ? answer : { outcome: "not-known" };
}

/** Entra's date as it is just before the change, so that a date that moves means this change. */
async function lastChange(signIn: SignIn, me: Me): Promise<Date | undefined> {
	const token = await profileToken(signIn);
	const result = token.ok ? await readMe(signIn.config.tenant.graphUrl, token.token) : undefined;
	return result?.ok ? result.me.lastPasswordChangeAt : me.lastPasswordChangeAt;
}

function portalProblem(code: Extract<ApiResult<unknown>, { ok: false }>["code"]) {
	if (code === "token-refused" || code === "token-missing") return "sign-in-needed";
	return code === "store-unavailable" ? code : "portal-unavailable";
}

function tokenProblem(because: "interaction-needed" | "consent-missing" | "offline") {
	return because === "interaction-needed" ? "sign-in-needed" : because;
}
