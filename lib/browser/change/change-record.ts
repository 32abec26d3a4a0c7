import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { Result } from "#lib/core/failure.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import type { OwnWatch } from "#lib/interface/interface.ts";
import { keep, readKept } from "../site/kept.ts";
import { CHANGE_KEY } from "./kept-change.ts";

/**
 * What this browser remembers about the last change, so that it survives a reload, another tab or a
 * crash: the watch's ticket and times, never a password.
 */
export type ChangeRecord = {
	ticket: string;
	personId: string;
	/** Entra's date of the previous change, from before the first attempt whose outcome is unknown. */
	previousChangeAt: Date | undefined;
	/** The date could not be read, so the time just before the attempt replaces it. */
	isUnread?: true | undefined;
	/** The server's clock just before the change was sent: the browser's own may be wrong. */
	sentAt: Date;
	/** `undefined` until Entra has confirmed the change. */
	changedAt: Date | undefined;
	/** Whether it was reported to the portal's server. */
	isReported: boolean;
	/**
	 * The outcome of the form's last attempt: `refused` if Graph refused every one, `not-known` if
	 * one may have succeeded. Missing for a change that is made on another page.
	 */
	lastTry?: "refused" | "not-known" | undefined;
};

/** Older records are ignored. */
const OPEN_FOR_MS = 24 * 60 * 60_000;

/**
 * Entra's time of the recorded change, if the person's profile shows it. Only a later date is a
 * change: replicas of the directory may answer with an older one.
 */
export function changeShownBy(me: Me, record: ChangeRecord): Date | undefined {
	const last = me.lastPasswordChangeAt;
	const hasMoved = !record.previousChangeAt || (last && last > record.previousChangeAt);
	return hasMoved && me.id === record.personId ? last : undefined;
}

/** This person's remembered change, while it is unknown whether it was made. */
export function openRecord(me: Me, now: Date): ChangeRecord | undefined {
	const record = readChangeRecord();
	const isOpen = record?.personId === me.id && record.changedAt === undefined;
	return isOpen && now.getTime() - record.sentAt.getTime() < OPEN_FOR_MS ? record : undefined;
}

/** A gateway times out within minutes; people return from another page within the hour. */
const OWN_WITHIN_MS = { here: 10 * 60_000, elsewhere: 60 * 60_000 };

/**
 * Whether a change dated so long after this record was started is hardly the person's own: an
 * administrator may have set another password, and some organisations do so routinely.
 */
export function mayBeSomebodyElses({ sentAt, lastTry }: ChangeRecord, changedAt: Date): boolean {
	const withinMs = lastTry ? OWN_WITHIN_MS.here : OWN_WITHIN_MS.elsewhere;
	return changedAt.getTime() - sentAt.getTime() > withinMs;
}

type DateBefore = Pick<ChangeRecord, "previousChangeAt" | "isUnread">;

/**
 * The date to compare with: while an earlier attempt is unresolved, the date from before that one.
 *
 * @param profile as read just before `sentAt`
 */
export function dateBefore(
	open: ChangeRecord | undefined,
	profile: Result<Me>,
	sentAt: Date,
): DateBefore {
	if (open?.lastTry === "not-known") {
		return { previousChangeAt: open.previousChangeAt, isUnread: open.isUnread };
	}
	return profile.ok
		? { previousChangeAt: profile.value.lastPasswordChangeAt }
		: unreadBefore(sentAt);
}

/** A change made since the page was opened, or on another device, must not count as this one. */
const unreadBefore = (sentAt: Date): DateBefore => ({
	previousChangeAt: new Date(sentAt.getTime() - CLOCKS_DIFFER_MS),
	isUnread: true,
});

/** Earlier attempts, as reported to the portal's server. */
export function refusedBefore(open: ChangeRecord | undefined): "refused" | undefined {
	return open?.lastTry === "refused" ? "refused" : undefined;
}

/** The clocks of the tenant and the portal's server may differ by this much. */
const CLOCKS_DIFFER_MS = 60_000;

const UNSENT = "keyturn.unsent-attempt";

/**
 * The attempt that this tab has announced to the portal's server without an answer. Its passwords were never sent,
 * although the server may count it.
 */
export const unsentAttempt = () => readKept("sessionStorage", UNSENT) as string | undefined;

/** Only after a failure: what a crashed browser restores must not deny an attempt that was sent. */
export const noteUnsent = (attempt: string | undefined) => keep("sessionStorage", UNSENT, attempt);

/**
 * Remembers here what the person tried, or began on another page, on another device, as the portal's
 * server knows it.
 *
 * @returns `undefined` if there is none, or this browser acted later (the report of a refusal may be lost)
 */
export function rememberOpen(
	{ ticket, openTry, begun }: OwnWatch,
	personId: string,
): ChangeRecord | undefined {
	if (openTry?.attempt && openTry.attempt === unsentAttempt()) return undefined;
	const own = readChangeRecord();
	const open = openTry ?? begun;
	if (!open || (own?.personId === personId && own.sentAt >= open.at)) return undefined;
	const { at, lastChangedAt } = open;
	const record: ChangeRecord = {
		ticket,
		personId,
		sentAt: at,
		changedAt: undefined,
		isReported: false,
		...(lastChangedAt === undefined
			? unreadBefore(at)
			: { previousChangeAt: lastChangedAt ?? undefined }),
		...(openTry && { lastTry: "not-known" }),
	};
	writeChangeRecord(record);
	return record;
}

const PERSON = "keyturn.person";

/** Remembers who has signed in in this tab: in another one it may be somebody else. */
export const noteSignedIn = (personId: string) => keep("sessionStorage", PERSON, personId);

/**
 * @returns `undefined`: none, one of somebody else who is signed in in another tab, or one that another version of the
 *   portal wrote in another form
 */
export function readChangeRecord(): ChangeRecord | undefined {
	const kept = readKept("localStorage", CHANGE_KEY, parseWithDates) as ChangeRecord | undefined;
	const personId = readKept("sessionStorage", PERSON) ?? kept?.personId;
	return kept?.sentAt instanceof Date && kept.personId === personId ? kept : undefined;
}

/** Whether this browser still remembers this change, rather than one started later. */
export function isRemembered({ ticket, sentAt }: ChangeRecord): boolean {
	const kept = readChangeRecord();
	return kept?.ticket === ticket && kept.sentAt.getTime() === sentAt.getTime();
}

/** Without storage the page still works; a reload then asks the server. */
export const writeChangeRecord = (record: ChangeRecord) => keep("localStorage", CHANGE_KEY, record);

export const forgetChangeRecord = () => keep("localStorage", CHANGE_KEY, undefined);
