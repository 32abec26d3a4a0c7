import type { Kysely } from "kysely";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import { mailDelayMs, type WatchMail } from "#lib/core/watch/watch-mails.ts";
import { digest } from "#lib/server/digest.ts";
import { isPostgres } from "./postgres.ts";
import type { Tables } from "./tables.ts";

/** A mail that only this process may send, until its claim expires. */
export type ClaimedMail = {
	/** The same for every attempt, and different for every mail. */
	id: string;
	about: WatchMail;
	queuedAt: Date;
	/** The number of previous attempts. */
	attempts: number;
	claimedUntil: Date;
};

/** `cancelled`: it is no longer true. `given-up`: it could not be sent in time. */
export const MAIL_OUTCOMES = ["sent", "refused", "cancelled", "given-up"] as const;
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];

export type MailStore = {
	/**
	 * Claims the mail that has waited longest until `until`. The claim of a process that is killed
	 * while sending expires.
	 */
	claimMail(now: Date, until: Date): Promise<ClaimedMail | undefined>;
	/** Releases a claimed mail, to be tried again from `notBefore`. */
	deferMail(mail: ClaimedMail, next: { notBefore: Date; attempts: number }): Promise<void>;
	/** Finishes a mail; its recipient and content are erased, the fact that it was sent is not. */
	endMail(id: string, outcome: MailOutcome, now: Date): Promise<void>;
};

/** Queues the mails that are due for a watch, each kind once per watch, whatever its outcome. */
export async function queueMails(
	db: Kysely<Tables>,
	mails: readonly WatchMail[],
	now: Date,
): Promise<void> {
	if (mails.length === 0) return;
	await db
		.insertInto("mails")
		.values(
			mails.map((about) => ({
				id: mailId(about),
				body: JSON.stringify(about),
				queued_at_ms: now.getTime(),
				not_before_ms: now.getTime() + mailDelayMs(about),
				claimed_until_ms: 0,
				attempts: 0,
				ended_at_ms: null,
				outcome: null,
			})),
		)
		.onConflict((conflict) => conflict.column("id").doNothing())
		.execute();
}

/** A mail's name; it can be computed only with the ticket. */
export function mailId({ ticket, kind }: Pick<WatchMail, "ticket" | "kind">): string {
	return digest(`${ticket} ${kind}`);
}

export function mailsIn(db: Kysely<Tables>): MailStore {
	return {
		async claimMail(now, until) {
			const row = await db
				.updateTable("mails")
				.set({ claimed_until_ms: until.getTime() })
				.where("id", "=", longestWaiting(db, now))
				.returning(["id", "body", "queued_at_ms", "attempts"])
				.executeTakeFirst();
			return row?.body ? { ...mailFrom(row, row.body), claimedUntil: until } : undefined;
		},
		async deferMail({ id, claimedUntil }, { notBefore, attempts }) {
			await db
				.updateTable("mails")
				.set({ not_before_ms: notBefore.getTime(), attempts, claimed_until_ms: 0 })
				.where("id", "=", id)
				.where("ended_at_ms", "is", null)
				.where("claimed_until_ms", "=", claimedUntil.getTime())
				.execute();
		},
		async endMail(id, outcome, now) {
			await db
				.updateTable("mails")
				.set({ ended_at_ms: now.getTime(), outcome, body: null })
				.where("id", "=", id)
				.where("ended_at_ms", "is", null)
				.execute();
		},
	};
}

/** The id of the mail that has waited longest, except those that another process is claiming. */
function longestWaiting(db: Kysely<Tables>, now: Date) {
	return db
		.selectFrom("mails")
		.select("id")
		.where("ended_at_ms", "is", null)
		.where("not_before_ms", "<=", now.getTime())
		.where("claimed_until_ms", "<=", now.getTime())
		.orderBy("not_before_ms")
		.limit(1)
		.$if(isPostgres(db), (query) => query.forUpdate().skipLocked());
}

/** The body was written by `queueMails`, so its shape is known. */
function mailFrom(
	{ id, queued_at_ms, attempts }: Pick<Tables["mails"], "id" | "queued_at_ms" | "attempts">,
	body: string,
) {
	return {
		id,
		about: parseWithDates(body) as WatchMail,
		queuedAt: new Date(Number(queued_at_ms)),
		attempts: Number(attempts),
	};
}
