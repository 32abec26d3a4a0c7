import {
	type ChangeAnswer,
	readPasswordChange,
	sendPasswordChange,
} from "../graph/change-password.ts";
import type { Me } from "../graph/read-me.ts";
import { readOwnProfile } from "../person/own-profile.ts";
import { openWatch } from "../portal-api.ts";
import { callPortal, type PortalFailure } from "../sign-in/call-portal.ts";
import { changeToken, type SignIn } from "../sign-in/sign-in.ts";
import { withToken } from "../sign-in/with-token.ts";
import { type ChangeRecord, writeChangeRecord } from "./change-record.ts";
import { settleChange } from "./settle-change.ts";

export type SubmitResult =
	/** Entra has changed the password; Progress shows the rest. */
	| { outcome: "changed" }
	/** No answer came, and looking did not tell: Progress goes on looking. */
	| { outcome: "not-known" }
	| Extract<ChangeAnswer, { outcome: "refused" }>
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
	const [change, previousChangeAt] = await Promise.all([
		changeToken(signIn),
		lastChange(signIn, me),
	]);
	if (!change.ok) return { outcome: "not-sent", because: tokenProblem(change.because) };
	const watch = await callPortal(signIn, openWatch);
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
	const sent = await send(signIn, passwords);
	if (!sent.ok) return { outcome: "not-sent", because: tokenProblem(sent.because) };
	const answer = sent.result;
	if (answer.outcome === "refused" && answer.code !== "wrong-existing-password") return answer;
	const settled = await settleChange(signIn, record, { isConfirmed: answer.outcome === "changed" });
	if (settled.changedAt) return { outcome: "changed" };
	// A browser sends a request again when a kept connection breaks. Then the first one changed the
	// password and the second was refused, which only the date of the last change can tell.
	return answer.outcome === "refused" ? answer : { outcome: "not-known" };
}

/** Graph challenges a token before it does anything, so answering the challenge changes nothing twice. */
function send(signIn: SignIn, passwords: { existing: string; next: string }) {
	const { graphUrl } = signIn.config.tenant;
	return withToken({
		token: (claims) => changeToken(signIn, claims),
		send: async (token) => readPasswordChange(await sendPasswordChange(graphUrl, token, passwords)),
		challengeOf: (answer) => (answer.outcome === "refused" ? answer.challenge : undefined),
	});
}

/** Entra's date as it is just before the change, so that a date that moves means this change. */
async function lastChange(signIn: SignIn, me: Me): Promise<Date | undefined> {
	const result = await readOwnProfile(signIn);
	return result.ok ? result.me.lastPasswordChangeAt : me.lastPasswordChangeAt;
}

function portalProblem(code: PortalFailure) {
	const isKnown = code === "store-unavailable" || code === "sign-in-needed";
	return isKnown ? code : "portal-unavailable";
}

function tokenProblem(because: "interaction-needed" | "consent-missing" | "offline") {
	return because === "interaction-needed" ? "sign-in-needed" : because;
}
