import {
	type ChangeAnswer,
	readPasswordChange,
	sendPasswordChange,
} from "#lib/entra/graph/change-password.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { changeToken, type SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { withToken } from "#lib/entra/sign-in/with-token.ts";
import { callPortal, type PortalFailure } from "../call-portal.ts";
import { readOwnProfile } from "../person/own-profile.ts";
import { openWatch } from "../portal-api.ts";
import {
	type ChangeRecord,
	dateBefore,
	mayBeOfOthers,
	openRecord,
	refusedBefore,
	writeChangeRecord,
} from "./change-record.ts";
import { settleChange } from "./settle-change.ts";

/** A change that nobody knows to have been made stays so whatever becomes of a next try. */
type Refused = Extract<ChangeAnswer, { outcome: "refused" }> & { isEarlierTryOpen: boolean };

export type SubmitResult =
	/** Entra has changed the password; Progress shows the rest. */
	| { outcome: "changed" }
	/** No answer came that could be relied on, and looking did not tell: Progress goes on looking. */
	| { outcome: "not-known" }
	| Refused
	/** Nothing was sent. */
	| {
			outcome: "not-sent";
			because:
				| "sign-in-needed"
				| "consent-missing"
				| "offline"
				| "portal-unavailable"
				| "store-unavailable"
				| "earlier-try-worked";
	  }
	/** Nothing was sent: of an earlier try nobody knows, so the person has to be asked first. */
	| { outcome: "not-sent"; because: "earlier-try-open"; triedAt: Date };

type Submission = {
	existing: string;
	next: string;
	/** When the earlier try was sent that the person knows to be open, and wants to repeat all the same. */
	knownTry: Date | undefined;
};

/**
 * Changes the password: opens the watch first, since its baseline must be older than the change and
 * the change revokes the tokens; sends the passwords to Graph, once; then makes sure of what happened.
 */
export async function submitChange(
	signIn: SignIn,
	me: Me,
	{ knownTry, ...passwords }: Submission,
): Promise<SubmitResult> {
	const [change, profile] = await Promise.all([changeToken(signIn), readOwnProfile(signIn)]);
	if (!change.ok) return { outcome: "not-sent", because: tokenProblem(change.because) };
	const stop = await askFirst(signIn, me, knownTry);
	if (stop) return stop;
	const earlier = openRecord(me, new Date());
	const lastChangedAt = profile.ok ? (profile.me.lastPasswordChangeAt ?? null) : undefined;
	const known = { lastChangedAt, earlierTry: refusedBefore(earlier) };
	const watch = await callPortal(signIn, (token) => openWatch(token, known));
	if (!watch.ok) return { outcome: "not-sent", because: portalProblem(watch.code) };
	const before = profile.ok ? profile.me : me;
	const record: ChangeRecord = {
		ticket: watch.value.ticket,
		personId: me.id,
		previousChangeAt: dateBefore(earlier, before.lastPasswordChangeAt),
		sentAt: watch.value.view.sentAt,
		changedAt: undefined,
		isReported: false,
		// Until Graph has answered: the page may be closed before.
		lastTry: "not-known",
	};
	writeChangeRecord(record);
	const refused: ChangeRecord = { ...record, lastTry: earlier ? earlier.lastTry : "refused" };
	const sent = await send(signIn, passwords);
	if (!sent.ok) {
		writeChangeRecord(refused);
		return { outcome: "not-sent", because: tokenProblem(sent.because) };
	}
	return outcome(signIn, sent.result, { record, refused });
}

/** A second try after one that nobody answered may be a wrong one, and count towards a lockout. */
async function askFirst(
	signIn: SignIn,
	me: Me,
	knownTry: Date | undefined,
): Promise<SubmitResult | undefined> {
	const earlier = openRecord(me, new Date());
	if (earlier?.lastTry !== "not-known") return undefined;
	const { changedAt } = await settleChange(signIn, earlier, { isConfirmed: false });
	// A date of much later is that of another change, made elsewhere: then this one is as any other.
	if (changedAt && mayBeOfOthers(earlier, changedAt)) return undefined;
	if (changedAt) return { outcome: "not-sent", because: "earlier-try-worked" };
	if (earlier.sentAt.getTime() === knownTry?.getTime()) return undefined;
	return { outcome: "not-sent", because: "earlier-try-open", triedAt: earlier.sentAt };
}

/**
 * Looks at the date of the last change whatever Graph has answered: a browser sends a request again when
 * a kept connection breaks. Then the first one changed the password and the second was refused.
 */
async function outcome(
	signIn: SignIn,
	answer: ChangeAnswer,
	{ record, refused }: { record: ChangeRecord; refused: ChangeRecord },
): Promise<SubmitResult> {
	const isRefused = answer.outcome === "refused";
	const now = isRefused ? refused : record;
	if (isRefused) writeChangeRecord(now);
	const settled = await settleChange(signIn, now, { isConfirmed: answer.outcome === "changed" });
	if (settled.changedAt) return { outcome: "changed" };
	if (!isRefused) return { outcome: "not-known" };
	return { ...answer, isEarlierTryOpen: refused.lastTry === "not-known" };
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

function portalProblem(code: PortalFailure) {
	const isKnown = code === "store-unavailable" || code === "sign-in-needed";
	return isKnown ? code : "portal-unavailable";
}

function tokenProblem(because: "interaction-needed" | "consent-missing" | "offline") {
	return because === "interaction-needed" ? "sign-in-needed" : because;
}
