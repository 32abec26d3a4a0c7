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

/** A portal's statements are short; one that takes this long is hanging, and its caller with it. */
const QUERY_WITHIN_MS = 10_000;
const CONNECT_WITHIN_MS = 5_000;
const KEEP_ALIVE_MS = 30_000;
/** A portal's concurrent connections; further statements wait for one, up to `CONNECT_WITHIN_MS`. */
const MOST_CONNECTIONS = 10;

/** The database is unreachable or read-only at the moment. The portal recovers once it is back. */
class StoreUnavailable extends Error {
	override name = "StoreUnavailable";
	readonly code = "STORE_UNAVAILABLE";
}

/** A connected database, for the tables, and for the parts that listen to it or count in it. */
export type PostgresDatabase = {
	db: Kysely<Tables>;
	pool: pg.Pool;
	/** A dedicated connection, for notifications. */
	newClient(): pg.Client;
};

/**
 * Connects to PostgreSQL. Connections are opened on demand and reopened when lost.
 *
 * @param url as `postgres://user:password@host:5432/database`, with libpq's parameters after `?`
 * @param queryWithinMs timeout of a statement; 0: none
 * @throws StoreUnavailable when it is unreachable; no message contains the password
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
		// Firewalls drop connections that are idle for a few minutes; the one for notifications may be idle all night.
		keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
		types: { getTypeParser },
		...(queryWithinMs > 0 && { query_timeout: queryWithinMs }),
	};
	const pool = new pg.Pool({ ...config, max: MOST_CONNECTIONS });
	// A lost connection is replaced on demand; a statement in progress gets the error anyway.
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

/** Whether a store is in PostgreSQL; otherwise it is in SQLite, which owns the whole file. */
export function isPostgres<T>(db: Kysely<T>): boolean {
	return db.getExecutor().adapter instanceof PostgresAdapter;
}

const INT8 = 20;

/** Instants in milliseconds and counts are far below 2^53. */
function getTypeParser(oid: number, format?: "text" | "binary") {
	// The typings of `pg` only include its own list of type ids.
	return oid === INT8 ? Number : pg.types.getTypeParser(oid, format === "binary" ? "text" : format);
}

/** Connections that translate failures and strip characters that PostgreSQL cannot store. */
class GuardedDriver extends PostgresDriver {
	readonly #guarded = new WeakSet<DatabaseConnection>();

	override async acquireConnection(): Promise<DatabaseConnection> {
		// Includes a refused connection, as after a change of the password: no statement was executed.
		const connection = await super.acquireConnection().catch(unavailable);
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

/** PostgreSQL stores every character but U+0000. */
function storable(value: unknown): unknown {
	return typeof value === "string" ? value.replaceAll("\0", "\ufffd") : value;
}

/**
 * The classes of transient errors (PostgreSQL, Appendix A): connection, transaction rollback,
 * resources, operator intervention, system; 25006, a read-only server; and 55P03, its own `lock_timeout`.
 */
const PASSING = /^(?:08|40|53|57|58|25006|55P03)/;

function rethrow(error: unknown): never {
	const isOfStatement = error instanceof pg.DatabaseError && !PASSING.test(error.code ?? "");
	if (isOfStatement) throw error;
	return unavailable(error);
}

function unavailable(error: unknown): never {
	throw new StoreUnavailable(`PostgreSQL: ${reasonOf(error)}`, { cause: error });
}

/** If a name has several addresses, the error has one for each and no message. */
function reasonOf(error: unknown): string {
	if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
	return error instanceof Error ? error.message : String(error);
}
