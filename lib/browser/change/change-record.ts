import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { Me } from "../graph/read-me.ts";

/**
 * What this browser remembers of the last change, so that a reload, another tab or a crash loses
 * nothing: never a password, only the watch's ticket and times.
 */
export type ChangeRecord = {
	ticket: string;
	personId: string;
	/** Entra's time of the change before this one, to see whether it has moved. */
	previousChangeAt: Date | undefined;
	/** The server's clock just before the change was sent: this browser's own may be wrong. */
	sentAt: Date;
	/** `undefined` until Entra has said that the change was made. */
	changedAt: Date | undefined;
	/** Whether the portal's server knows it. */
	isReported: boolean;
};

/** Entra's time of the change that a record is of, as far as the person's profile shows it. */
export function changeShownBy(me: Me, record: ChangeRecord): Date | undefined {
	const last = me.lastPasswordChangeAt;
	const hasMoved = last?.getTime() !== record.previousChangeAt?.getTime();
	return hasMoved && me.id === record.personId ? last : undefined;
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
