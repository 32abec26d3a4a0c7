import type { Failure, Result } from "#lib/core/failure.ts";
import { readPasswordChange, sendPasswordChange } from "#lib/entra/graph/change-password.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { callPortal, sendWithToken } from "#lib/entra/sign-in/send-with-token.ts";
import { changeToken, type SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { readOwnProfile } from "../person/load-person.ts";
import { openWatch, readOwnWatch, reportRefusal } from "../portal-api.ts";
import {
	type ChangeRecord,
	dateBefore,
	mayBeOfOthers,
	openRecord,
	refusedBefore,
	writeChangeRecord,
} from "./change-record.ts";
import { settleChange } from "./settle-change.ts";

export type SubmitResult =
	/** Entra has changed the password; Progress shows the rest. */
	| { outcome: "changed" }
	/** No answer came that could be relied on, and looking did not tell: Progress goes on looking. */
	| { outcome: "not-known" }
	/** Nothing has changed by this try. An earlier one that nobody knows to have worked stays so. */
	| { outcome: "failed"; failure: Failure; isEarlierTryOpen: boolean }
	/** Nothing was sent: an earlier try did change the password. */
	| { outcome: "earlier-try-worked" }
	/** Nothing was sent: of an earlier try nobody knows, so the person has to be asked first. */
	| { outcome: "earlier-try-open"; triedAt: Date };

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
	const [change, profile] = await Promise.all([changeToken(signIn)(), readOwnProfile(signIn)]);
	if (!change.ok) return notSent(change.failure);
	const stop = await askFirst(signIn, await tryBefore(signIn, me), knownTry);
	if (stop) return stop;
	const earlier = openRecord(me, new Date());
	const lastChangedAt = profile.ok ? (profile.value.lastPasswordChangeAt ?? null) : undefined;
	const known = { lastChangedAt, earlierTry: refusedBefore(earlier), isTry: true } as const;
	const watch = await callPortal(signIn, (token) => openWatch(token, known));
	if (!watch.ok) return notSent(watch.failure);
	const before = profile.ok ? profile.value : me;
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
	return outcome(signIn, await send(signIn, passwords), { record, refused });
}

const notSent = (failure: Failure): SubmitResult => ({
	outcome: "failed",
	failure,
	isEarlierTryOpen: false,
});

/** Clocks of the tenant and of the portal's server may differ by as much. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * What is known of the try before this one: by this browser, else by the portal's server, which has heard
 * of tries on every device of the person. What it tells is remembered here from now on.
 */
async function tryBefore(signIn: SignIn, me: Me): Promise<ChangeRecord | undefined> {
	const own = openRecord(me, new Date());
	if (own?.lastTry === "not-known") return own;
	const watch = await callPortal(signIn, readOwnWatch);
	const open = watch.ok ? watch.value?.openTry : undefined;
	// What this browser saw after it, a refusal whose report was lost, is the later news.
	if (!watch.ok || !watch.value || !open || (own && own.sentAt >= open.at)) return own;
	const { at, lastChangedAt } = open;
	const unread = new Date(at.getTime() - CLOCKS_DIFFER_MS);
	const record: ChangeRecord = {
		ticket: watch.value.ticket,
		personId: me.id,
		previousChangeAt: lastChangedAt === undefined ? unread : (lastChangedAt ?? undefined),
		sentAt: at,
		changedAt: undefined,
		isReported: false,
		lastTry: "not-known",
	};
	writeChangeRecord(record);
	return record;
}

/** Nothing was changed by this try; other devices are told unless one before it is still open. */
function noteRefusal(signIn: SignIn, refused: ChangeRecord): void {
	writeChangeRecord(refused);
	if (refused.lastTry !== "refused") return;
	// A report that is lost costs a question on another device, no more.
	void callPortal(signIn, (token) => reportRefusal(token, refused.ticket));
}

/** A second try after one that nobody answered may be a wrong one, and count towards a lockout. */
async function askFirst(
	signIn: SignIn,
	earlier: ChangeRecord | undefined,
	knownTry: Date | undefined,
): Promise<SubmitResult | undefined> {
	if (earlier?.lastTry !== "not-known") return undefined;
	const { changedAt } = await settleChange(signIn, earlier, { isConfirmed: false });
	// A date of much later is that of another change, made elsewhere: then this one is as any other.
	if (changedAt && mayBeOfOthers(earlier, changedAt)) return undefined;
	if (changedAt) return { outcome: "earlier-try-worked" };
	if (earlier.sentAt.getTime() === knownTry?.getTime()) return undefined;
	return { outcome: "earlier-try-open", triedAt: earlier.sentAt };
}

/**
 * Looks at the date of the last change whatever Graph has answered: a browser sends a request again when
 * a kept connection breaks. Then the first one changed the password and the second was refused.
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

/** Graph challenges a token before it does anything, so answering the challenge changes nothing twice. */
function send(signIn: SignIn, passwords: { existing: string; next: string }) {
	const { graphUrl } = signIn.config.tenant;
	return sendWithToken(changeToken(signIn), async (token) =>
		readPasswordChange(await sendPasswordChange(graphUrl, token, passwords)),
	);
}
