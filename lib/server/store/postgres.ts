import {
	type CompiledQuery,
	type DatabaseConnection,
	type Driver,
	Kysely,
	PostgresAdapter,
	PostgresDialect,
	type PostgresDialectConfig,
	PostgresDriver,
} from "kysely";
import pg from "pg";
import type { Tables } from "./tables.ts";

/** A portal's statements are short; what takes this long hangs, and so does whoever waits for it. */
const QUERY_WITHIN_MS = 10_000;
const CONNECT_WITHIN_MS = 5_000;
/** Statements at once of one portal; further ones wait for a connection, up to `CONNECT_WITHIN_MS`. */
const MOST_CONNECTIONS = 10;

/** The database cannot be reached, or takes no writes just now. The portal goes on by itself once it does. */
class StoreUnavailable extends Error {
	override name = "StoreUnavailable";
	readonly code = "STORE_UNAVAILABLE";
}

/** A database that is connected to, and what listens to it or counts in it beside the tables. */
export type PostgresDatabase = {
	db: Kysely<Tables>;
	pool: pg.Pool;
	/** A connection of its own, for notes. */
	newClient(): pg.Client;
};

/**
 * Connects to PostgreSQL. Connections are made when they are needed, and anew when they were lost.
 *
 * @param url as `postgres://user:password@host:5432/database`, with the parameters of libpq behind `?`
 * @param queryWithinMs after which a statement is given up; 0: never
 * @throws StoreUnavailable when it cannot be reached; no message holds the password
 */
export async function openPostgres(
	url: string,
	{ queryWithinMs = QUERY_WITHIN_MS }: { queryWithinMs?: number } = {},
): Promise<PostgresDatabase> {
	const config: pg.ClientConfig = {
		connectionString: url,
		application_name: "keyturn",
		connectionTimeoutMillis: CONNECT_WITHIN_MS,
		keepAlive: true,
		types: { getTypeParser },
		...(queryWithinMs > 0 && { query_timeout: queryWithinMs }),
	};
	const pool = new pg.Pool({ ...config, max: MOST_CONNECTIONS });
	// A connection that is lost is replaced when somebody wants one; whoever uses it now hears of it anyway.
	pool.on("error", () => undefined);
	pool.on("connect", (client) => client.on("error", () => undefined));
	const db = new Kysely<Tables>({ dialect: new GuardedDialect({ pool }) });
	try {
		await pool.query("select 1");
	} catch (error) {
		await pool.end();
		const { host, port, database, user } = new pg.Client(config);
		throw new StoreUnavailable(
			`DATABASE_URL: the database ${database} of ${user} on ${host}:${port} cannot be used: ${reasonOf(error)}.`,
			{ cause: error },
		);
	}
	return { db, pool, newClient: () => new pg.Client(config) };
}

/** Whether a store is in PostgreSQL; else it is in SQLite, with the whole file to itself. */
export function isPostgres<T>(db: Kysely<T>): boolean {
	return db.getExecutor().adapter instanceof PostgresAdapter;
}

const INT8 = 20;

/** Instants in milliseconds and counts are far below 2^53. */
function getTypeParser(oid: number, format?: "text" | "binary") {
	// The types of `pg` know only the numbers of its own list.
	return oid === INT8 ? Number : pg.types.getTypeParser(oid, format === "binary" ? "text" : format);
}

/** Connections whose failures have names, and whose texts PostgreSQL can hold. */
class GuardedDriver extends PostgresDriver {
	readonly #guarded = new WeakSet<DatabaseConnection>();

	override async acquireConnection(): Promise<DatabaseConnection> {
		const connection = await super.acquireConnection().catch(rethrow);
		if (this.#guarded.has(connection)) return connection;
		this.#guarded.add(connection);
		const execute = connection.executeQuery.bind(connection);
		connection.executeQuery = async <R>(query: CompiledQuery) =>
			await execute<R>({ ...query, parameters: query.parameters.map(storable) }).catch(rethrow);
		return connection;
	}
}

class GuardedDialect extends PostgresDialect {
	readonly #config: PostgresDialectConfig;

	constructor(config: PostgresDialectConfig) {
		super(config);
		this.#config = config;
	}

	override createDriver(): Driver {
		return new GuardedDriver(this.#config);
	}
}

/** PostgreSQL keeps every character but U+0000. */
function storable(value: unknown): unknown {
	return typeof value === "string" ? value.replaceAll("\0", "\ufffd") : value;
}

/**
 * The classes of errors that pass by themselves (PostgreSQL, Appendix A): connection, rolled back because
 * of another transaction, resources, operator's hand, system; and 25006, a server that only reads.
 */
const PASSING = /^(?:08|40|53|57|58|25006)/;

function rethrow(error: unknown): never {
	const isOfStatement = error instanceof pg.DatabaseError && !PASSING.test(error.code ?? "");
	if (isOfStatement) throw error;
	throw new StoreUnavailable(`PostgreSQL: ${reasonOf(error)}`, { cause: error });
}

/** A name with several addresses fails with one error for each, and without a message. */
function reasonOf(error: unknown): string {
	if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
	return error instanceof Error ? error.message : String(error);
}
