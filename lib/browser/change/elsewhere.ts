import { ok, type Result } from "#lib/core/failure.ts";
import { lookPauseMs } from "#lib/core/look-pace.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { callPortal } from "#lib/entra/sign-in/send-with-token.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { readOwnProfile } from "../person/load-person.ts";
import { openWatch } from "../portal-api.ts";
import {
	type ChangeRecord,
	dateBefore,
	isRemembered,
	openRecord,
	refusedBefore,
	writeChangeRecord,
} from "./change-record.ts";
import { type Look, lookForChange, mustSignInToLook, settleChange } from "./settle-change.ts";

/**
 * Opens the watch for a change that the person is about to make on another page, so that its
 * baseline predates the change. Entra's date is read again: a password may have been set since the
 * page was loaded, and an older date would deny it.
 */
export async function beginElsewhere(signIn: SignIn, me: Me): Promise<Result<ChangeRecord>> {
	const profile = await readOwnProfile(signIn);
	const tried = openRecord(me, new Date());
	const lastChangedAt = profile.ok ? (profile.value.lastPasswordChangeAt ?? null) : undefined;
	const known = { lastChangedAt, earlierTry: refusedBefore(tried) };
	const watch = await callPortal(signIn, (token) => openWatch(token, known));
	if (!watch.ok) return watch;
	const { sentAt } = watch.value.view;
	const record: ChangeRecord = {
		ticket: watch.value.ticket,
		personId: me.id,
		...dateBefore(tried, profile, sentAt),
		sentAt,
		changedAt: undefined,
		isReported: false,
	};
	writeChangeRecord(record);
	return ok(record);
}

/** A change that this person started before a reload, a crash or another sign-in, if it is still open. */
export function begunElsewhere(me: Me, now: Date): ChangeRecord | undefined {
	const record = openRecord(me, now);
	return record?.lastTry === "refused" ? undefined : record;
}

type Looking = {
	signal: AbortSignal;
	/** Waits `ms` milliseconds, or less when woken. */
	pause(ms: number): Promise<void>;
	isInFront(): boolean;
	onLook(look: Look): void;
	/** Whether the person set the password of this date themselves. */
	isOwn(at: Date): Promise<boolean>;
};

/**
 * Polls Entra until the date of the last change moves because of the person's own change, then
 * reports it to the portal's server.
 *
 * @returns whether it moved; `false` when polling had to stop, or nobody waits for it any more
 */
export async function noticeChange(
	signIn: SignIn,
	record: ChangeRecord,
	{ signal, pause, isInFront, onLook, isOwn }: Looking,
): Promise<boolean> {
	const startedAt = Date.now();
	let current = record;
	while (!signal.aborted) {
		const found = await lookForChange(signIn, current);
		if (signal.aborted) return false;
		if (found instanceof Date && (await isOwn(found))) {
			await settleChange(signIn, { ...current, changedAt: found }, { isConfirmed: true });
			return !signal.aborted;
		}
		if (found instanceof Date && !signal.aborted) {
			const next = { ...current, previousChangeAt: found, isUnread: undefined };
			if (isRemembered(current)) writeChangeRecord(next);
			current = next;
		}
		const look = found instanceof Date ? "unchanged" : found;
		onLook(look);
		if (mustSignInToLook(look)) return false;
		await pause(lookPauseMs(Date.now() - startedAt, { isInFront: isInFront() }));
	}
	return false;
}
