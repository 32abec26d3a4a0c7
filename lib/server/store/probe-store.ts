import { randomUUID } from "node:crypto";
import { existsSync, rmdirSync, rmSync, statfsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { LOOPBACK } from "#lib/server/settings/environment.ts";
import { openPostgres, type PostgresDatabase } from "./postgres.ts";
import {
	BUSY_TIMEOUT_MS,
	databaseFile,
	isOpenToOthers,
	makeFolder,
	refuseOther,
} from "./sqlite.ts";

/** The result of probing the store. Codes are Node's or SQLite's. */
export type StoreFacts =
	| {
			ok: true;
			isNew: boolean;
			damage: string | undefined;
			freeBytes: number;
			isOnNetwork: boolean;
			/** The folder or file that other users of this machine can access. */
			openPath: string | undefined;
	  }
	| { ok: false; code: string; message: string };

/**
 * Checks whether the store can be opened and written, and leaves everything unchanged: the write is
 * rolled back, and a folder it created is removed.
 */
export function probeStore(dataDir: string): StoreFacts {
	const folder = resolve(dataDir);
	const file = databaseFile(folder);
	const isNew = !existsSync(file);
	try {
		const firstMade = makeFolder(folder);
		try {
			const damage = isNew ? tryNewFile(folder) : tryWriting(file);
			const paths = isNew ? [folder] : [folder, file];
			const openPath = paths.find(isOpenToOthers);
			return { ok: true, isNew, damage, openPath, ...diskOf(folder) };
		} finally {
			if (firstMade) removeFolders(folder, firstMade);
		}
	} catch (error) {
		return { ok: false, ...failure(error) };
	}
}

function tryNewFile(folder: string): string | undefined {
	const file = join(folder, `check-${randomUUID()}.db`);
	try {
		return tryWriting(file);
	} finally {
		rmSync(file, { force: true });
	}
}

/** @returns SQLite's description of the damage; `undefined` when the file is intact */
function tryWriting(file: string): string | undefined {
	refuseOther(file);
	const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
	try {
		database.exec("BEGIN IMMEDIATE; CREATE TABLE check_of_writing (held TEXT); ROLLBACK;");
		const result = database.prepare("PRAGMA quick_check(1)").get()?.quick_check;
		return result === "ok" ? undefined : String(result);
	} finally {
		database.close();
	}
}

/** Removes only empty folders: somebody may have put something there meanwhile. */
function removeFolders(last: string, first: string): void {
	for (let folder = last; folder.startsWith(first); folder = dirname(folder)) {
		try {
			rmdirSync(folder);
		} catch {
			return;
		}
	}
}

/** Linux's numbers of network file systems (statfs(2)): NFS, three generations of SMB, Ceph. */
const NETWORK_FILE_SYSTEMS = [0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0xc36400];

function diskOf(folder: string): { freeBytes: number; isOnNetwork: boolean } {
	const { bavail, bsize, type } = statfsSync(folder);
	return { freeBytes: bavail * bsize, isOnNetwork: NETWORK_FILE_SYSTEMS.includes(type) };
}

/** Node reports SQLite's result code as well as one of its own. */
function failure(error: unknown): { code: string; message: string } {
	if (!(error instanceof Error)) return { code: "", message: String(error) };
	if ("errcode" in error) return { code: `SQLITE_${error.errcode}`, message: error.message };
	return { code: "code" in error ? String(error.code) : "", message: error.message };
}

/**
 * The result of probing a database. `version` is as reported by the server; `isInClear`: over a network without TLS;
 * `isHeard`: a notification reaches its listener; `encoding` is the database's.
 */
export type DatabaseFacts =
	| { ok: true; version: string; isInClear: boolean; isHeard: boolean; encoding: string }
	| { ok: false; message: string };

/** Checks whether PostgreSQL is reachable and tables can be created; the test table is rolled back. */
export async function probeDatabase(url: string): Promise<DatabaseFacts> {
	try {
		const database = await openPostgres(url);
		const { db, pool } = database;
		try {
			const client = await pool.connect();
			try {
				await client.query("begin");
				await client.query("create table keyturn_check_of_writing (held text)");
				await client.query("rollback");
				const { rows } = await client.query(
					"select current_setting('server_version') as version, current_setting('server_encoding') as encoding",
				);
				return {
					ok: true,
					version: String(rows[0]?.version),
					encoding: String(rows[0]?.encoding),
					isInClear: await isInClear(pool, url),
					isHeard: await isHeard(database),
				};
			} finally {
				client.release();
			}
		} finally {
			await db.destroy();
		}
	} catch (error) {
		return { ok: false, message: error instanceof Error ? error.message : String(error) };
	}
}

/** Some compatible engines lack this view; TLS is then assumed. */
async function isInClear(pool: PostgresDatabase["pool"], url: string): Promise<boolean> {
	const { hostname } = new URL(url);
	if (hostname === "" || LOOPBACK.test(hostname)) return false;
	const { rows } = await pool
		.query("select ssl from pg_stat_ssl where pid = pg_backend_pid()")
		.catch(() => ({ rows: [] }));
	return rows[0]?.ssl === false;
}

const HEARD_WITHIN_MS = 2_000;

/** False behind a transaction-mode pooler, or with an engine without `LISTEN`. */
async function isHeard({ pool, newClient }: PostgresDatabase): Promise<boolean> {
	const channel = `keyturn-check-${randomUUID()}`;
	const listener = newClient();
	// The probe has already shown whether the server can be reached.
	listener.on("error", () => undefined);
	try {
		await listener.connect();
		const heard = new Promise<boolean>((resolve) => {
			listener.once("notification", () => resolve(true));
			setTimeout(() => resolve(false), HEARD_WITHIN_MS).unref();
		});
		await listener.query(`listen "${channel}"`);
		await pool.query("select pg_notify($1, '')", [channel]);
		return await heard;
	} catch {
		return false;
	} finally {
		await listener.end();
	}
}
