import { createHash } from "node:crypto";

/** Two mails a change: more than five changes an hour are no person's. */
const MOST = 10;
const WITHIN_MS = 60 * 60_000;

/** Whether a mailbox may get another mail. Only digests of addresses are kept, and for an hour. */
export type MailboxLimit = {
	/** Counts a mail that is about to be sent. @returns false when the mailbox has had enough */
	take(address: string, now: Date): boolean;
};

export function createMailboxLimit(): MailboxLimit {
	const sentAt = new Map<string, number[]>();
	return {
		take(address, now) {
			const since = now.getTime() - WITHIN_MS;
			for (const [key, times] of sentAt) if ((times.at(-1) ?? 0) <= since) sentAt.delete(key);
			const key = createHash("sha256").update(address.toLowerCase()).digest("base64url");
			const times = (sentAt.get(key) ?? []).filter((at) => at > since);
			if (times.length >= MOST) return false;
			// Last in the order of the map, so that the oldest are first.
			sentAt.delete(key);
			sentAt.set(key, [...times, now.getTime()]);
			return true;
		},
	};
}
