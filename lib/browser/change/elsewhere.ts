import { lookPauseMs } from "#lib/core/look-pace.ts";
import type { Me } from "../graph/read-me.ts";
import { readOwnProfile } from "../person/own-profile.ts";
import { openWatch } from "../portal-api.ts";
import { callPortal } from "../sign-in/call-portal.ts";
import type { SignIn } from "../sign-in/sign-in.ts";
import {
	type ChangeRecord,
	changeShownBy,
	readChangeRecord,
	writeChangeRecord,
} from "./change-record.ts";
import { settleChange } from "./settle-change.ts";

/** A record that is older belongs to a day that nobody remembers. */
const RESUMED_FOR_MS = 24 * 60 * 60_000;

type BeginResult =
	| { ok: true; record: ChangeRecord }
	| { ok: false; because: "sign-in-needed" | "portal-unavailable" };

/**
 * Opens the watch of a change that a person is about to make on another page, so that its baseline is
 * older than the change.
 */
export async function beginElsewhere(signIn: SignIn, me: Me): Promise<BeginResult> {
	const watch = await callPortal(signIn, openWatch);
	if (!watch.ok) {
		const isSignIn = watch.code === "sign-in-needed";
		return { ok: false, because: isSignIn ? "sign-in-needed" : "portal-unavailable" };
	}
	const record: ChangeRecord = {
		ticket: watch.value.ticket,
		personId: me.id,
		previousChangeAt: me.lastPasswordChangeAt,
		sentAt: watch.value.view.sentAt,
		changedAt: undefined,
		isReported: false,
	};
	writeChangeRecord(record);
	return { ok: true, record };
}

/** What this person began before a reload, a crash or another sign-in, if it is still open. */
export function begunElsewhere(me: Me, now: Date): ChangeRecord | undefined {
	const record = readChangeRecord();
	const isOpen = record?.personId === me.id && record.changedAt === undefined;
	return isOpen && now.getTime() - record.sentAt.getTime() < RESUMED_FOR_MS ? record : undefined;
}

/** What one look at Entra told. */
export type Look = "unchanged" | "no-answer" | "sign-in-needed";

type Looking = {
	signal: AbortSignal;
	/** Ends a pause early; called with how long it would last, in milliseconds. */
	pause(ms: number): Promise<void>;
	isInFront(): boolean;
	tell(look: Look): void;
};

/**
 * Looks at Entra until the date of the last change has moved, then reports it to the portal's server.
 *
 * @returns whether it has moved; `false` when looking had to end
 */
export async function noticeChange(
	signIn: SignIn,
	record: ChangeRecord,
	{ signal, pause, isInFront, tell }: Looking,
): Promise<boolean> {
	const startedAt = Date.now();
	while (!signal.aborted) {
		const look = await lookOnce(signIn, record);
		if (signal.aborted) return false;
		if (look instanceof Date) {
			await settleChange(signIn, { ...record, changedAt: look }, { isConfirmed: true });
			return true;
		}
		tell(look);
		if (look === "sign-in-needed") return false;
		await pause(lookPauseMs(Date.now() - startedAt, { isInFront: isInFront() }));
	}
	return false;
}

async function lookOnce(signIn: SignIn, record: ChangeRecord): Promise<Date | Look> {
	const result = await readOwnProfile(signIn);
	if (!result.ok) return result.because === "sign-in-needed" ? "sign-in-needed" : "no-answer";
	return changeShownBy(result.me, record) ?? "unchanged";
}
