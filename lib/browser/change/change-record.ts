import { parseWithDates } from "#lib/core/dates-in-json.ts";

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

const KEY = "keyturn.change";

export function readChangeRecord(): ChangeRecord | undefined {
	try {
		const text = localStorage.getItem(KEY);
		return text ? (parseWithDates(text) as ChangeRecord) : undefined;
	} catch {
		return undefined;
	}
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
