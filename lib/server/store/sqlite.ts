import { chmodSync, closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import type { Tables } from "./tables.ts";

const NOTHING_DONE = { changes: 0, lastInsertRowid: 0 };

/** How long a statement waits for another process that holds the file, in milliseconds. */
export const BUSY_TIMEOUT_MS = 2_000;

/** The file that the portal's store is in. */
export function databaseFile(dataDir: string): string {
	return join(dataDir, "keyturn.db");
}

/**
 * Opens (or makes) the SQLite file, which nobody else of this machine can read. A confirmed write is on
 * disk: WAL with a full sync.
 *
 * @throws when the folder or the file cannot be written
 */
export function openSqlite(file: string): Kysely<Tables> {
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	// SQLite gives the files beside it (-wal, -shm) the rights of this one.
	closeSync(openSync(file, "a", 0o600));
	if (isOpenToOthers(file)) chmodSync(file, 0o600);
	const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
	database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
	return new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(database) }) });
}

/** Whether others than the portal's own account have rights on a file or a folder; never on Windows. */
export function isOpenToOthers(path: string): boolean {
	return process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0;
}

/** Kysely expects the interface of `better-sqlite3`; Node's own differs in how parameters are given. */
function adapt(database: DatabaseSync) {
	return {
		close: () => database.close(),
		prepare(sql: string) {
			const statement = database.prepare(sql);
			/** SQLite has rolled back by itself after a full disk, and the cause must not be lost over it. */
			const isOver = () => /^\s*rollback\s*$/i.test(sql) && !database.isTransaction;
			const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
			return {
				reader: statement.columns().length > 0,
				all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
				run: (parameters: readonly unknown[]) =>
					isOver() ? NOTHING_DONE : statement.run(...values(parameters)),
				iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
			};
		},
	};
}
