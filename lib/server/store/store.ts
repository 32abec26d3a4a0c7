import type { Kysely, Transaction } from "kysely";
import { now } from "#lib/clock/clock.ts";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { watchMails } from "#lib/core/watch/watch-mails.ts";
import { type AnswerStore, answersIn } from "./answers.ts";
import { type AuditSigning, type AuditStore, auditIn, UNSIGNED } from "./audit.ts";
import { type CohortStore, cohortsIn } from "./cohorts.ts";
import { joinWrites } from "./joined-writes.ts";
import { type LedgerStore, ledgersIn, saveLedger } from "./ledgers.ts";
import { type LinkStore, linksIn, markWatch } from "./links.ts";
import { type MailStore, mailsIn, queueMails } from "./mails.ts";
import { migrate } from "./migrations.ts";
import { openPostgres } from "./postgres.ts";
import { databaseFile, openSqlite } from "./sqlite.ts";
import type { Tables } from "./tables.ts";
import { type WaitStore, waitsIn } from "./waits.ts";

/** Writes of this moment share one wait for the disk; nobody notices the delay. */
const JOIN_MS = 25;

/** What outlives a restart. Every call rejects when the database cannot be written or read. */
export type Store = MailStore &
	WaitStore &
	LinkStore &
	AuditStore &
	LedgerStore &
	AnswerStore &
	CohortStore & {
		/** Writes a watch and its person's ledger, with the mails that it calls for, and counts it for its link. */
		saveWatch(watch: Watch, ledger: PersonLedger): Promise<void>;
		/** As `saveWatch` for several watches, all of them or none. */
		saveWatches(watches: readonly { watch: Watch; ledger: PersonLedger }[]): Promise<void>;
		findWatch(ticket: string): Promise<Watch | undefined>;
		/** The watches of one person that have not ended, the latest first. */
		watchesOf(personId: string): Promise<Watch[]>;
		/** As `watchesOf` for many people, by one question. */
		watchesOfMany(personIds: readonly string[]): Promise<Watch[]>;
		/** Every watch that has not ended and was opened after `since`. */
		unendedWatches(since: Date): Promise<Watch[]>;
		/** Forgets a watch, also one that is still being written. */
		removeWatch(ticket: string): Promise<void>;
		/** Forgets watches that were opened, and mails that were queued, before `before`. */
		purgeWatches(before: Date): Promise<void>;
		close(): Promise<void>;
	};

/** Where a store is: in a database of PostgreSQL if one is named, else in a SQLite file in the folder. */
export type StorePlace = { dataDir: string; databaseUrl?: string | undefined };

/**
 * Opens the portal's store, bringing an older one up to date.
 *
 * @throws StoreUnavailable when PostgreSQL cannot be reached, or what SQLite says of the file
 */
export async function openStore({
	dataDir,
	databaseUrl,
	audit = UNSIGNED,
}: StorePlace & { audit?: AuditSigning }): Promise<Store> {
	const db = databaseUrl
		? await migratedPostgres(databaseUrl)
		: await migrated(openSqlite(databaseFile(dataDir)));
	return storeIn(db, audit);
}

async function migrated(db: Kysely<Tables>): Promise<Kysely<Tables>> {
	await migrate(db as unknown as Kysely<never>);
	return db;
}

/** A migration may take longer than any other statement, and another portal's is waited for. */
async function migratedPostgres(url: string): Promise<Kysely<Tables>> {
	const patient = await openPostgres(url, { queryWithinMs: 0 });
	await migrated(patient.db).finally(() => patient.db.destroy());
	return (await openPostgres(url)).db;
}

/** The store in a database that has today's tables. */
export function storeIn(db: Kysely<Tables>, audit: AuditSigning = UNSIGNED): Store {
	// In the order of the calls: a watch that is forgotten while it is being written stays forgotten.
	const writeSoon = joinWrites<WatchWrite>((writes) => inOne(db, writes), JOIN_MS);
	return {
		...mailsIn(db),
		...{ ...waitsIn(db), ...linksIn(db, audit), ...auditIn(db, audit) },
		...{ ...cohortsIn(db), ...ledgersIn(db), ...answersIn(db) },
		saveWatch: (watch, ledger) => writeSoon((tx) => saveWatch(tx, watch, ledger)),
		saveWatches: (watches) =>
			inOne(
				db,
				watches.map(
					({ watch, ledger }) =>
						(tx) =>
							saveWatch(tx, watch, ledger),
				),
			),
		async findWatch(ticket) {
			const row = await db
				.selectFrom("watches")
				.select("body")
				.where("ticket", "=", ticket)
				.executeTakeFirst();
			return row && watchFrom(row.body);
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
		removeWatch: (ticket) =>
			writeSoon((tx) => tx.deleteFrom("watches").where("ticket", "=", ticket).execute()),
		async purgeWatches(before) {
			await db.deleteFrom("watches").where("opened_at_ms", "<", before.getTime()).execute();
			await db.deleteFrom("mails").where("queued_at_ms", "<", before.getTime()).execute();
		},
		close: () => db.destroy(),
	};
}

type WatchWrite = (tx: Transaction<Tables>) => Promise<unknown>;

/** One transaction: what makes a write slow is waiting for the disk, once for each. */
async function inOne(db: Kysely<Tables>, writes: readonly WatchWrite[]): Promise<void> {
	await db.transaction().execute(async (tx) => {
		for (const write of writes) await write(tx);
	});
}

async function saveWatch(
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

/** The body was written by `rowOf`, so its shape is known; only dates need to be restored. */
function watchFrom(body: string): Watch {
	return parseWithDates(body) as Watch;
}
