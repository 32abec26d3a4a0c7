import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import type { Tables } from "./tables.ts";

const NOTHING_DONE = { changes: 0, lastInsertRowid: 0 };

/** How long a statement waits for another process's lock, in milliseconds. */
export const BUSY_TIMEOUT_MS = 2_000;

/** The file of the portal's store. */
export function databaseFile(dataDir: string): string {
	return join(dataDir, "keyturn.db");
}

/**
 * Opens or creates the SQLite file, which no other user of this machine can read. A confirmed write
 * is on disk: WAL with full sync.
 *
 * @throws when the folder or the file cannot be written
 */
export function openSqlite(file: string): Kysely<Tables> {
	makeFolder(dirname(file));
	refuseOther(file);
	// SQLite gives the files beside it (-wal, -shm) the same permissions.
	closeSync(openSync(file, "a", 0o600));
	if (isOpenToOthers(file)) chmodSync(file, 0o600);
	const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
	database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
	return tablesIn(database);
}

/** The tables of an existing file, not migrated. */
export function existingSqlite(file: string): Kysely<Tables> {
	return tablesIn(new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS }));
}

function tablesIn(database: DatabaseSync): Kysely<Tables> {
	return new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(database) }) });
}

/**
 * Creates a folder for the portal's own account, and those above it. Node's own `recursive` never
 * returns where the system refuses with ENOENT, as below /proc.
 *
 * @returns the first folder that it created
 */
export function makeFolder(folder: string): string | undefined {
	if (existsSync(folder)) return undefined;
	const above = makeFolder(dirname(folder));
	mkdirSync(folder, { mode: 0o700 });
	return above ?? folder;
}

export function isFile(path: string): boolean {
	return existsSync(path) && statSync(path).isFile();
}

export function isFolder(path: string): boolean {
	return existsSync(path) && statSync(path).isDirectory();
}

/** Opening a pipe, for instance, would wait for its other end. @throws when the path is not a file */
export function refuseOther(file: string): void {
	if (existsSync(file) && !isFile(file)) throw new Error("it is not a file");
}

/**
 * Whether users other than the portal's own account have permissions on a file or folder; never on
 * Windows.
 */
export function isOpenToOthers(path: string): boolean {
	return process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0;
}

/** Kysely expects the interface of `better-sqlite3`; Node's own passes parameters differently. */
function adapt(database: DatabaseSync) {
	return {
		close: () => database.close(),
		prepare(sql: string) {
			const statement = database.prepare(sql);
			/** SQLite rolls back by itself after a full disk; the repeated rollback must not hide the cause. */
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
