import { type Kysely, type SqlBool, sql, type Transaction } from "kysely";
import { now } from "#lib/clock/clock.ts";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { watchMails } from "#lib/core/watch/watch-mails.ts";
import { deleteInPortions } from "./delete-in-portions.ts";
import { saveLedger } from "./ledgers.ts";
import { markWatch } from "./links.ts";
import { queueMails } from "./mails.ts";
import type { Tables } from "./tables.ts";

/** Queries on watches. */
export type WatchStore = {
	findWatch(ticket: string): Promise<Watch | undefined>;
	findWatches(tickets: readonly string[]): Promise<Watch[]>;
	/** The revisions of these watches, as far as they exist, by ticket. */
	revisions(tickets: readonly string[]): Promise<Map<string, number>>;
	/** The watches of some people that have not ended, latest first. */
	watchesOf(personIds: readonly string[]): Promise<Watch[]>;
	/** Every watch that has not ended and was opened after `since`, latest first, since its page is the most likely to be open. */
	unendedWatches(since: Date): Promise<Watch[]>;
	/** Deletes watches opened, and mails queued, before `before`. */
	purgeWatches(before: Date): Promise<void>;
};

export function watchesIn(db: Kysely<Tables>): WatchStore {
	const stored = () => db.selectFrom("watches").select("body");
	// The body was written by `rowOf`, so its shape is known; only dates have to be revived.
	const read = async (query: ReturnType<typeof stored>) =>
		(await query.execute()).map(({ body }) => parseWithDates(body) as Watch);
	return {
		findWatch: async (ticket) => (await read(stored().where("ticket", "=", ticket)))[0],
		findWatches: async (tickets) =>
			tickets.length === 0 ? [] : read(stored().where("ticket", "in", tickets)),
		async revisions(tickets) {
			if (tickets.length === 0) return new Map();
			const rows = await db
				.selectFrom("watches")
				.select(["ticket", "revision"])
				.where("ticket", "in", tickets)
				.execute();
			return new Map(rows.map(({ ticket, revision }) => [ticket, revision]));
		},
		async watchesOf(personIds) {
			if (personIds.length === 0) return [];
			const theirs = stored().where("person_id", "in", personIds);
			return read(theirs.where("ended_at_ms", "is", null).orderBy("opened_at_ms", "desc"));
		},
		unendedWatches(since) {
			const open = stored().where("ended_at_ms", "is", null);
			const latest = open.where("opened_at_ms", ">=", since.getTime());
			return read(latest.orderBy("opened_at_ms", "desc"));
		},
		async purgeWatches(before) {
			const ms = before.getTime();
			const where = sql<SqlBool>`opened_at_ms < ${ms}`;
			await deleteInPortions(db, { from: "watches", key: "ticket", where });
			const queued = sql<SqlBool>`queued_at_ms < ${ms}`;
			await deleteInPortions(db, { from: "mails", key: "id", where: queued });
		},
	};
}

/** Writes a watch and its person's ledger, with the mails that are due, and counts it for its link. */
export async function saveWatch(
	tx: Transaction<Tables>,
	watch: Watch,
	ledger: PersonLedger,
): Promise<void> {
	const row = rowOf(watch);
	await tx
		.insertInto("watches")
		.values(row)
		.onConflict((conflict) => conflict.column("ticket").doUpdateSet(row))
		.execute();
	await saveLedger(tx, ledger, now());
	await queueMails(tx, watchMails(watch), now());
	await markWatch(tx, watch);
}

function rowOf(watch: Watch): Tables["watches"] {
	return {
		ticket: watch.ticket,
		person_id: watch.person.id,
		opened_at_ms: watch.openedAt.getTime(),
		changed_at_ms: watch.changedAt?.getTime() ?? null,
		ended_at_ms: watch.ended?.at.getTime() ?? null,
		revision: watch.revision,
		body: JSON.stringify(watch),
	};
}
