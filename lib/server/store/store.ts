import { resolve } from "node:path";
import type { Kysely, Transaction } from "kysely";
import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { type AnswerStore, answersIn } from "./answers.ts";
import { type AuditSigning, type AuditStore, auditIn, UNSIGNED } from "./audit.ts";
import { type CohortStore, cohortsIn } from "./cohorts.ts";
import { type ForgetStore, forgettingIn } from "./forget-person.ts";
import { type HabitStore, habitsIn } from "./habits.ts";
import { HeldElsewhere } from "./holders.ts";
import { joinWrites } from "./joined-writes.ts";
import { type LedgerStore, ledgersIn } from "./ledgers.ts";
import { type LinkStore, linksIn } from "./links.ts";
import { type MailStore, mailsIn } from "./mails.ts";
import { migrate } from "./migrations.ts";
import { openPostgres, type PostgresDatabase } from "./postgres.ts";
import { type SharedStore, shareStore } from "./shared-store.ts";
import { databaseFile, openSqlite } from "./sqlite.ts";
import type { Tables } from "./tables.ts";
import { type WaitStore, waitsIn } from "./waits.ts";
import { saveWatch, type WatchStore, watchesIn } from "./watch-rows.ts";

/** Concurrent writes share one wait for the disk; nobody notices the delay. */
const JOIN_MS = 25;

/** Persistent state. Every call rejects when the database cannot be written or read. */
export type Store = MailStore &
	WaitStore &
	LinkStore &
	AuditStore &
	LedgerStore &
	HabitStore &
	AnswerStore &
	CohortStore &
	ForgetStore &
	WatchStore & {
		/** Writes a watch and its person's ledger, with the mails that are due, and counts it for its link. */
		saveWatch(watch: Watch, ledger: PersonLedger): Promise<void>;
		/** Like `saveWatch` for several watches, all or none. */
		saveWatches(watches: readonly { watch: Watch; ledger: PersonLedger }[]): Promise<void>;
		/** Deletes a watch, even one that is still being written. */
		removeWatch(ticket: string): Promise<void>;
		/** If several portals may share the database; writing about a person then requires holding the person. */
		shared?: SharedStore | undefined;
		close(): Promise<void>;
	};

/** Where a store is: in a PostgreSQL database if one is configured, else in a SQLite file in the folder. */
export type StorePlace = { dataDir: string; databaseUrl?: string | undefined };

type StoreOptions = {
	audit?: AuditSigning;
	/** For commands: a statement may take as long as it needs. */
	isPatient?: boolean;
};

/**
 * Opens the portal's store, migrating an older one.
 *
 * @throws StoreUnavailable when PostgreSQL is unreachable, or SQLite's error
 */
export async function openStore({
	dataDir,
	databaseUrl,
	audit = UNSIGNED,
	isPatient = false,
}: StorePlace & StoreOptions): Promise<Store> {
	if (!databaseUrl) return storeIn(await migratedSqlite(dataDir), audit);
	const database = await migratedPostgres(databaseUrl, isPatient ? { queryWithinMs: 0 } : {});
	return storeIn(database.db, audit, shareStore(database));
}

/** Only the tables, migrated, for programs other than the portal. */
export async function openDatabase({ dataDir, databaseUrl }: StorePlace): Promise<Kysely<Tables>> {
	if (!databaseUrl) return await migratedSqlite(dataDir);
	const { db } = await openPostgres(databaseUrl, { queryWithinMs: 0 });
	return await migrated(db);
}

/** SQLite's own messages name neither the file nor the setting. */
async function migratedSqlite(dataDir: string): Promise<Kysely<Tables>> {
	const file = resolve(databaseFile(dataDir));
	try {
		return await migrated(openSqlite(file));
	} catch (error) {
		const { message, code } = error as NodeJS.ErrnoException;
		const text = `DATA_DIR: the database ${file} cannot be used: ${message.replace(/\.$/, "")}.`;
		throw Object.assign(new Error(text, { cause: error }), { code });
	}
}

async function migrated(db: Kysely<Tables>): Promise<Kysely<Tables>> {
	await migrate(db);
	return db;
}

/** A migration may take longer than any other statement, and waits for another portal's. */
async function migratedPostgres(
	url: string,
	options: Parameters<typeof openPostgres>[1],
): Promise<PostgresDatabase> {
	const patient = await openPostgres(url, { queryWithinMs: 0 });
	try {
		await migrated(patient.db);
	} catch (error) {
		const { message, code } = error as NodeJS.ErrnoException;
		const text = `DATABASE_URL: the database's tables cannot be made: ${message.replace(/\.$/, "")}.`;
		throw Object.assign(new Error(text, { cause: error }), { code });
	} finally {
		await patient.db.destroy();
	}
	return await openPostgres(url, options);
}

/** The store in a database with the current tables. */
export function storeIn(
	db: Kysely<Tables>,
	audit: AuditSigning = UNSIGNED,
	shared?: SharedStore,
): Store {
	const writeAll = (writes: readonly WatchWrite[]) => inOne(db, writes, shared);
	// In the order of the calls: a watch that is forgotten while it is being written stays forgotten.
	const join = joinWrites<WatchWrite>(writeAll, JOIN_MS);
	const writeSoon = async (write: WatchWrite) => {
		await join(write);
		if (write.isLate) throw new HeldElsewhere(write);
	};
	/** A write belongs to the current turn, however late it is executed. */
	const turnOf = (personId: string) => shared?.holders.turnOf(personId);
	const writeOf = (watch: Watch, ledger: PersonLedger): WatchWrite => ({
		ticket: watch.ticket,
		personId: watch.person.id,
		turn: turnOf(watch.person.id),
		isLate: false,
		run: (tx) => saveWatch(tx, watch, ledger),
	});
	return {
		...mailsIn(db),
		...waitsIn(db),
		...linksIn(db, audit),
		...auditIn(db, audit),
		...cohortsIn(db),
		...ledgersIn(db),
		...habitsIn(db),
		...answersIn(db),
		...forgettingIn(db, audit, shared),
		shared,
		saveWatch: (watch, ledger) => writeSoon(writeOf(watch, ledger)),
		async saveWatches(watches) {
			await inOne(
				db,
				watches.map(({ watch, ledger }) => writeOf(watch, ledger)),
			);
		},
		...watchesIn(db),
		removeWatch: (ticket) =>
			writeSoon({
				ticket,
				personId: undefined,
				turn: undefined,
				isLate: false,
				run: (tx) => tx.deleteFrom("watches").where("ticket", "=", ticket).execute(),
			}),
		close: () => db.destroy(),
	};
}

/**
 * `personId`: whom this portal has to hold for it, in that turn. `isLate`: it did not, and nothing
 * was written.
 */
type WatchWrite = {
	ticket: string;
	personId: string | undefined;
	turn: number | undefined;
	isLate: boolean;
	run(tx: Transaction<Tables>): Promise<unknown>;
};

/**
 * One transaction: the wait for the disk is what makes writes slow. Other portals are notified when
 * it commits.
 */
async function inOne(
	db: Kysely<Tables>,
	writes: readonly WatchWrite[],
	shared?: SharedStore,
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await shared?.markLate(tx, writes);
		const inTime = writes.filter(({ isLate }) => !isLate);
		for (const write of inTime) await write.run(tx);
		await shared?.notify(tx, inTime);
	});
}
