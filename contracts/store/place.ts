import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { inject } from "vitest";
import { openPostgres } from "#lib/server/store/postgres.ts";
import { databaseFile } from "#lib/server/store/sqlite.ts";
import type { StorePlace } from "#lib/server/store/store.ts";
import { TEMPLATE } from "./postgres-server.ts";

type Row = Record<string, unknown>;

/** An empty place for a test's own store. */
export type TestPlace = StorePlace & {
	/** Queries the database directly, bypassing the portal. */
	run(sql: string): Promise<void>;
	rows(sql: string): Promise<Row[]>;
	/** The names of all tables that the portal created. */
	tables(): Promise<string[]>;
	remove(): Promise<void>;
};

/** In SQLite, or in PostgreSQL where the test project says so (`vitest.config.ts`). */
export async function makePlace(): Promise<TestPlace> {
	return process.env.KEYTURN_STORE === "postgres" ? await postgresPlace() : sqlitePlace();
}

export function sqlitePlace(): TestPlace {
	const dataDir = mkdtempSync(join(tmpdir(), "keyturn-store-"));
	const on = async <T>(use: (file: DatabaseSync) => T): Promise<T> => {
		const file = new DatabaseSync(databaseFile(dataDir), { timeout: 10_000 });
		try {
			return use(file);
		} finally {
			file.close();
		}
	};
	const rows = (sql: string): Promise<Row[]> => on((file) => file.prepare(sql).all());
	return {
		dataDir,
		run: (sql) => on((file) => file.exec(sql)),
		rows,
		tables: async () =>
			named(
				await rows(
					"select name from sqlite_master where type = 'table' and name not like 'kysely%'",
				),
			),
		remove: async () => rmSync(dataDir, { recursive: true, force: true }),
	};
}

/** @param isEmpty without tables; otherwise as after a portal's first start, which is faster */
export async function postgresPlace({ isEmpty = false } = {}): Promise<TestPlace> {
	const server = inject("postgres");
	const name = `keyturn_${randomUUID().replaceAll("-", "")}`;
	const on = async (database: string, sql: string): Promise<Row[]> => {
		const { db, pool } = await openPostgres(`${server}${database}`);
		try {
			return (await pool.query(sql)).rows;
		} finally {
			await db.destroy();
		}
	};
	const template = isEmpty ? "template0" : TEMPLATE;
	await withRetries(() => on("postgres", `create database ${name} template ${template}`));
	return {
		dataDir: "",
		databaseUrl: `${server}${name}`,
		run: async (sql) => void (await on(name, sql)),
		rows: (sql) => on(name, sql),
		tables: async () =>
			named(
				await on(
					name,
					"select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'",
				),
			),
		// It is removed with the server.
		remove: async () => undefined,
	};
}

const TIMEOUT_MS = 20_000;

/** The server may still be closing connections of an earlier test, and cannot copy a database that has any. */
async function withRetries<T>(work: () => Promise<T>): Promise<T> {
	const until = Date.now() + TIMEOUT_MS;
	for (;;) {
		try {
			return await work();
		} catch (error) {
			if (Date.now() > until) throw error;
			await new Promise((resolve) => setTimeout(resolve, 200));
		}
	}
}

const named = (rows: Row[]) => rows.map(({ name }) => String(name));
