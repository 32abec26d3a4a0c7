import { ok, type Result } from "#lib/core/failure.ts";
import { lookPauseMs } from "#lib/core/look-pace.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { callPortal } from "#lib/entra/sign-in/send-with-token.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { openWatch } from "../portal-api.ts";
import {
	type ChangeRecord,
	dateBefore,
	openRecord,
	refusedBefore,
	writeChangeRecord,
} from "./change-record.ts";
import { type Look, lookForChange, mustSignInToLook, settleChange } from "./settle-change.ts";

/**
 * Opens the watch of a change that a person is about to make on another page, so that its baseline is
 * older than the change.
 */
export async function beginElsewhere(signIn: SignIn, me: Me): Promise<Result<ChangeRecord>> {
	const tried = openRecord(me, new Date());
	const known = { lastChangedAt: me.lastPasswordChangeAt, earlierTry: refusedBefore(tried) };
	const watch = await callPortal(signIn, (token) => openWatch(token, known));
	if (!watch.ok) return watch;
	const record: ChangeRecord = {
		ticket: watch.value.ticket,
		personId: me.id,
		previousChangeAt: dateBefore(tried, me.lastPasswordChangeAt),
		sentAt: watch.value.view.sentAt,
		changedAt: undefined,
		isReported: false,
	};
	writeChangeRecord(record);
	return ok(record);
}

/** What this person began before a reload, a crash or another sign-in, if it is still open. */
export function begunElsewhere(me: Me, now: Date): ChangeRecord | undefined {
	const record = openRecord(me, now);
	return record?.lastTry === "refused" ? undefined : record;
}

type Looking = {
	signal: AbortSignal;
	/** Ends a pause early; called with how long it would last, in milliseconds. */
	pause(ms: number): Promise<void>;
	isInFront(): boolean;
	tell(look: Look): void;
	/** Whether the person has set the password of this date, and not somebody else for them. */
	isOwn(at: Date): Promise<boolean>;
};

/**
 * Looks at Entra until the date of the last change has moved by the person's own change, then reports it
 * to the portal's server.
 *
 * @returns whether it has moved; `false` when looking had to end
 */
export async function noticeChange(
	signIn: SignIn,
	record: ChangeRecord,
	{ signal, pause, isInFront, tell, isOwn }: Looking,
): Promise<boolean> {
	const startedAt = Date.now();
	let current = record;
	while (!signal.aborted) {
		const found = await lookForChange(signIn, current);
		if (signal.aborted) return false;
		if (found instanceof Date && (await isOwn(found))) {
			await settleChange(signIn, { ...current, changedAt: found }, { isConfirmed: true });
			return true;
		}
		if (found instanceof Date && !signal.aborted) {
			current = { ...current, previousChangeAt: found };
			writeChangeRecord(current);
		}
		const look = found instanceof Date ? "unchanged" : found;
		tell(look);
		if (mustSignInToLook(look)) return false;
		await pause(lookPauseMs(Date.now() - startedAt, { isInFront: isInFront() }));
	}
	return false;
}
