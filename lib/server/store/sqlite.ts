import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import type { Tables } from "./tables.ts";

/** How long a statement waits for another process that holds the file, in milliseconds. */
export const BUSY_TIMEOUT_MS = 2_000;

/** The file that the portal's store is in. */
export function databaseFile(dataDir: string): string {
	return join(dataDir, "keyturn.db");
}

/**
 * Opens (or makes) the SQLite file. A confirmed write is on disk: WAL with a full sync.
 *
 * @throws when the folder or the file cannot be written
 */
export function openSqlite(file: string): Kysely<Tables> {
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
	database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
	return new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(database) }) });
}

/** Kysely expects the interface of `better-sqlite3`; Node's own differs in how parameters are given. */
function adapt(database: DatabaseSync) {
	return {
		close: () => database.close(),
		prepare(sql: string) {
			const statement = database.prepare(sql);
			const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
			return {
				reader: statement.columns().length > 0,
				all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
				run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
				iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
			};
		},
	};
}
