import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";

/**
 * What this browser remembers of the last change, so that a reload, another tab or a crash loses
 * nothing: never a password, only the watch's ticket and times.
 */
export type ChangeRecord = {
	ticket: string;
	personId: string;
	/** Entra's time of the change before this one, and before the first try of it that nobody answered. */
	previousChangeAt: Date | undefined;
	/** The server's clock just before the change was sent: this browser's own may be wrong. */
	sentAt: Date;
	/** `undefined` until Entra has said that the change was made. */
	changedAt: Date | undefined;
	/** Whether the portal's server knows it. */
	isReported: boolean;
	/**
	 * How the last try of the form ended: `refused` when Graph has said so of every one, `not-known` when it
	 * may have changed the password all the same. Missing for a change that is made on another page.
	 */
	lastTry?: "refused" | "not-known" | undefined;
};

/** What is older belongs to a day that nobody remembers. */
const OPEN_FOR_MS = 24 * 60 * 60_000;

/**
 * Entra's time of the change that a record is of, as far as the person's profile shows it. Only a later
 * date is a change: replicas of the directory may answer with an older one.
 */
export function changeShownBy(me: Me, record: ChangeRecord): Date | undefined {
	const last = me.lastPasswordChangeAt;
	const hasMoved = !record.previousChangeAt || (last && last > record.previousChangeAt);
	return hasMoved && me.id === record.personId ? last : undefined;
}

/** What this browser remembers of a change of this person that nobody knows to have been made. */
export function openRecord(me: Me, now: Date): ChangeRecord | undefined {
	const record = readChangeRecord();
	const isOpen = record?.personId === me.id && record.changedAt === undefined;
	return isOpen && now.getTime() - record.sentAt.getTime() < OPEN_FOR_MS ? record : undefined;
}

/** A gateway gives up within minutes, and people come back from another page within the hour. */
const OWN_WITHIN_MS = { here: 10 * 60_000, elsewhere: 60 * 60_000 };

/**
 * Whether a change that Entra dates so late after this record was begun is hardly the person's own: an
 * administrator may have set another password, and some organisations do so routinely.
 */
export function mayBeOfOthers({ sentAt, lastTry }: ChangeRecord, changedAt: Date): boolean {
	const withinMs = lastTry ? OWN_WITHIN_MS.here : OWN_WITHIN_MS.elsewhere;
	return changedAt.getTime() - sentAt.getTime() > withinMs;
}

/** The date to compare with: while nobody knows of a try before this one, the date of before that one. */
export function dateBefore(
	open: ChangeRecord | undefined,
	now: Date | undefined,
): Date | undefined {
	return open?.lastTry === "not-known" ? open.previousChangeAt : now;
}

/** What the portal's server is told of the tries before this one. */
export function refusedBefore(open: ChangeRecord | undefined): "refused" | undefined {
	return open?.lastTry === "refused" ? "refused" : undefined;
}

const KEY = "keyturn.change";

export function readChangeRecord(): ChangeRecord | undefined {
	try {
		const text = localStorage.getItem(KEY);
		return text ? (parseWithDates(text) as ChangeRecord) : undefined;
	} catch {
		return undefined;
	}
}

/** Whether this browser still remembers this change, and not one that was begun after it. */
export function isRemembered({ ticket, sentAt }: ChangeRecord): boolean {
	const kept = readChangeRecord();
	return kept?.ticket === ticket && kept.sentAt.getTime() === sentAt.getTime();
}

export function writeChangeRecord(record: ChangeRecord): void {
	try {
		localStorage.setItem(KEY, JSON.stringify(record));
	} catch {
		// Without storage the page still works; a reload then asks the server.
	}
}

export function forgetChangeRecord(): void {
	try {
		localStorage.removeItem(KEY);
	} catch {
		// Nothing was stored.
	}
}
