import type { TestProject } from "vitest/node";
import { openPostgres } from "#lib/server/store/postgres.ts";
import { openStore } from "#lib/server/store/store.ts";
import { providePostgres } from "#tools/debian-packages.ts";
import { startPostgres } from "#tools/postgres-process.ts";

declare module "vitest" {
	interface ProvidedContext {
		/** The server's address, to which the database's name is appended. */
		postgres: string;
	}
}

/** A database with today's empty tables, copied for each test. */
export const TEMPLATE = "keyturn_template";

/** Starts one PostgreSQL for all contracts. @throws if this machine has none */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
	const provision = await providePostgres();
	if (!provision.ok) throw new Error(provision.reason);
	const server = await startPostgres();
	const { db, pool } = await openPostgres(server.urlOf("postgres"));
	await pool.query(`create database ${TEMPLATE}`);
	await db.destroy();
	const store = await openStore({ dataDir: "", databaseUrl: server.urlOf(TEMPLATE) });
	await store.close();
	project.provide("postgres", server.urlOf(""));
	return server.stop;
}
