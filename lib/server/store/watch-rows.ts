import type { Kysely, Transaction } from "kysely";
import { now } from "#lib/clock/clock.ts";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { watchMails } from "#lib/core/watch/watch-mails.ts";
import { saveLedger } from "./ledgers.ts";
import { markWatch } from "./links.ts";
import { queueMails } from "./mails.ts";
import type { Tables } from "./tables.ts";

/** Queries on watches. */
export type WatchStore = {
	findWatch(ticket: string): Promise<Watch | undefined>;
	findWatches(tickets: readonly string[]): Promise<Watch[]>;
	/** The revisions of those of these watches that exist, by ticket. */
	revisions(tickets: readonly string[]): Promise<Map<string, number>>;
	/** The watches of one person that have not ended, latest first. */
	watchesOf(personId: string): Promise<Watch[]>;
	/** Like `watchesOf` for many people, in one query. */
	watchesOfMany(personIds: readonly string[]): Promise<Watch[]>;
	/** Every watch that has not ended and was opened after `since`. */
	unendedWatches(since: Date): Promise<Watch[]>;
	/** Deletes watches opened, and mails queued, before `before`. */
	purgeWatches(before: Date): Promise<void>;
};

export function watchesIn(db: Kysely<Tables>): WatchStore {
	return {
		async findWatch(ticket) {
			const row = await db
				.selectFrom("watches")
				.select("body")
				.where("ticket", "=", ticket)
				.executeTakeFirst();
			return row && watchFrom(row.body);
		},
		async findWatches(tickets) {
			if (tickets.length === 0) return [];
			const rows = await db
				.selectFrom("watches")
				.select("body")
				.where("ticket", "in", tickets)
				.execute();
			return rows.map((row) => watchFrom(row.body));
		},
		async revisions(tickets) {
			if (tickets.length === 0) return new Map();
			const rows = await db
				.selectFrom("watches")
				.select(["ticket", "revision"])
				.where("ticket", "in", tickets)
				.execute();
			return new Map(rows.map(({ ticket, revision }) => [ticket, revision]));
		},
		async watchesOf(personId) {
			const rows = await db
				.selectFrom("watches")
				.select("body")
				.where("person_id", "=", personId)
				.where("ended_at_ms", "is", null)
				.orderBy("opened_at_ms", "desc")
				.execute();
			return rows.map((row) => watchFrom(row.body));
		},
		async watchesOfMany(personIds) {
			if (personIds.length === 0) return [];
			const rows = await db
				.selectFrom("watches")
				.select("body")
				.where("person_id", "in", personIds)
				.where("ended_at_ms", "is", null)
				.orderBy("opened_at_ms", "desc")
				.execute();
			return rows.map((row) => watchFrom(row.body));
		},
		async unendedWatches(since) {
			const rows = await db
				.selectFrom("watches")
				.select("body")
				.where("ended_at_ms", "is", null)
				.where("opened_at_ms", ">=", since.getTime())
				.execute();
			return rows.map((row) => watchFrom(row.body));
		},
		async purgeWatches(before) {
			await db.deleteFrom("watches").where("opened_at_ms", "<", before.getTime()).execute();
			await db.deleteFrom("mails").where("queued_at_ms", "<", before.getTime()).execute();
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

/** The body was written by `rowOf`, so its shape is known; only dates have to be revived. */
function watchFrom(body: string): Watch {
	return parseWithDates(body) as Watch;
}
