import type { Failure, Result } from "#lib/core/failure.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { readPasswordChange, sendPasswordChange } from "#lib/entra/graph/change-password.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { callPortal, sendWithToken } from "#lib/entra/sign-in/send-with-token.ts";
import { changeToken, type SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { readOwnProfile } from "../person/load-person.ts";
import { openWatch, readOwnWatch, reportRefusal } from "../portal-api.ts";
import {
	type ChangeRecord,
	dateBefore,
	mayBeSomebodyElses,
	noteUnsent,
	openRecord,
	refusedBefore,
	rememberOpen,
	unsentAttempt,
	writeChangeRecord,
} from "./change-record.ts";
import { settleChange } from "./settle-change.ts";

export type SubmitResult =
	/** Entra changed the password; Progress shows the rest. */
	| { outcome: "changed" }
	/** No reliable answer came, and polling did not settle it: Progress keeps polling. */
	| { outcome: "not-known" }
	/** This attempt changed nothing. The outcome of an earlier one may still be unknown. */
	| { outcome: "failed"; failure: Failure; isEarlierTryOpen: boolean }
	/** Nothing was sent: an earlier attempt did change the password; `triedAt`: in another tab or device. */
	| { outcome: "earlier-try-worked"; triedAt?: Date }
	/** Nothing was sent: an earlier attempt is unresolved, so the person has to decide first. */
	| { outcome: "earlier-try-open"; triedAt: Date };

type Submission = {
	existing: string;
	next: string;
	/**
	 * When the earlier attempt was sent, if the person knows that it is unresolved and still wants to
	 * repeat it.
	 */
	knownTry: Date | undefined;
};

/**
 * Changes the password. First opens the watch, because its baseline must predate the change and the
 * change revokes the tokens; then sends the passwords to Graph, once; then establishes the outcome.
 */
export async function submitChange(
	signIn: SignIn,
	me: Me,
	{ knownTry, ...passwords }: Submission,
): Promise<SubmitResult> {
	const [change, profile] = await Promise.all([changeToken(signIn)(), readOwnProfile(signIn)]);
	if (!change.ok) return notSent(change.failure);
	const { record: open, changedAt } = await tryBefore(signIn, me);
	if (changedAt && changedAt.getTime() !== knownTry?.getTime()) {
		return { outcome: "earlier-try-worked", triedAt: changedAt };
	}
	const stop = await askFirst(signIn, open, knownTry);
	if (stop) return stop;
	const earlier = openRecord(me, new Date());
	const lastChangedAt = profile.ok ? (profile.value.lastPasswordChangeAt ?? null) : undefined;
	const attempt = unsentAttempt() ?? crypto.randomUUID();
	const known = {
		lastChangedAt,
		earlierTry: refusedBefore(earlier),
		isTry: true,
		attempt,
	} as const;
	const watch = await callPortal(signIn, (token) => openWatch(token, known));
	noteUnsent(watch.ok ? undefined : attempt);
	if (!watch.ok) return notSent(watch.failure);
	const { sentAt } = watch.value.view;
	const record: ChangeRecord = {
		ticket: watch.value.ticket,
		personId: me.id,
		...dateBefore(earlier, profile, sentAt),
		sentAt,
		changedAt: undefined,
		isReported: false,
		// Until Graph answers: the page may be closed before.
		lastTry: "not-known",
	};
	writeChangeRecord(record);
	const refused: ChangeRecord = { ...record, lastTry: earlier ? earlier.lastTry : "refused" };
	return outcome(signIn, await send(signIn, passwords), { record, refused });
}

const notSent = (failure: Failure): SubmitResult => ({
	outcome: "failed",
	failure,
	isEarlierTryOpen: false,
});

type Before = { record: ChangeRecord | undefined; changedAt?: Date | undefined };

/**
 * The previous attempt, as known to this browser or else to the portal's server, to which all of
 * the person's devices report. What the server knows is remembered here from now on.
 *
 * @returns `changedAt`: of a change that was made since this page read the profile
 */
async function tryBefore(signIn: SignIn, me: Me): Promise<Before> {
	const own = openRecord(me, new Date());
	if (own?.lastTry === "not-known") return { record: own };
	const watch = await callPortal(signIn, readOwnWatch);
	if (!watch.ok || !watch.value) return { record: own };
	const record = rememberOpen(watch.value, me.id) ?? own;
	return { record, changedAt: changedSince(me, watch.value.view) };
}

/** If Entra does not show the date at once, the portal records its own, which is slightly later. */
const DATES_DIFFER_MS = 60_000;

/** When the person's own change is so much later than the profile that the typed current password is the old one. */
function changedSince(me: Me, { changedAt, isTemporary }: WatchView): Date | undefined {
	const last = me.lastPasswordChangeAt;
	const isLater = changedAt && last && changedAt.getTime() - last.getTime() > DATES_DIFFER_MS;
	return isLater && !isTemporary ? changedAt : undefined;
}

/** This attempt changed nothing; the server is informed unless an earlier one is still unresolved. */
function noteRefusal(signIn: SignIn, refused: ChangeRecord): void {
	writeChangeRecord(refused);
	if (refused.lastTry !== "refused") return;
	// If this report is lost, another device merely asks unnecessarily.
	void callPortal(signIn, (token) => reportRefusal(token, refused.ticket));
}

/** A second attempt after an unanswered one may have a wrong password and count towards a lockout. */
async function askFirst(
	signIn: SignIn,
	earlier: ChangeRecord | undefined,
	knownTry: Date | undefined,
): Promise<SubmitResult | undefined> {
	if (earlier?.lastTry !== "not-known") return undefined;
	const { changedAt } = await settleChange(signIn, earlier, { isConfirmed: false });
	// A much later date belongs to another change, made elsewhere: then this attempt is like any
	// other.
	if (changedAt && mayBeSomebodyElses(earlier, changedAt)) return undefined;
	if (changedAt) return { outcome: "earlier-try-worked" };
	if (earlier.sentAt.getTime() === knownTry?.getTime()) return undefined;
	return { outcome: "earlier-try-open", triedAt: earlier.sentAt };
}

/**
 * Checks the date of the last change whatever Graph answered: when a kept-alive connection breaks,
 * a browser repeats the request. Then the first one changed the password and the second was
 * refused.
 */
async function outcome(
	signIn: SignIn,
	answer: Result<null>,
	{ record, refused }: { record: ChangeRecord; refused: ChangeRecord },
): Promise<SubmitResult> {
	const refusal = !answer.ok && answer.failure.code !== "graph-no-answer" && answer.failure;
	const now = refusal ? refused : record;
	if (refusal) noteRefusal(signIn, now);
	const settled = await settleChange(signIn, now, { isConfirmed: answer.ok });
	if (settled.changedAt) return { outcome: "changed" };
	if (!refusal) return { outcome: "not-known" };
	return { outcome: "failed", failure: refusal, isEarlierTryOpen: refused.lastTry === "not-known" };
}

/** Graph challenges a token before it acts, so a retry with a new token changes nothing twice. */
function send(signIn: SignIn, passwords: { existing: string; next: string }) {
	const { graphUrl } = signIn.config.tenant;
	return sendWithToken(changeToken(signIn), async (token) =>
		readPasswordChange(await sendPasswordChange(graphUrl, token, passwords)),
	);
}
