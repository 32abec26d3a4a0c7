import {
	chownSync,
	closeSync,
	copyFileSync,
	existsSync,
	fsyncSync,
	openSync,
	renameSync,
	rmSync,
	statSync,
} from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BUSY_TIMEOUT_MS, databaseFile, isFile, isFolder, makeFolder } from "./sqlite.ts";

export type BackupResult =
	| { ok: true; bytes: number }
	| {
			ok: false;
			reason: "no-database" | "no-folder" | "file-exists" | "no-backup" | "damaged" | "in-use";
	  };

/**
 * Writes a snapshot of the store to a new file that only the own account can read, while the portal
 * keeps running (SQLite, `VACUUM INTO`), and verifies the copy.
 *
 * @throws when the file cannot be written
 */
export function backUp(dataDir: string, to: string): BackupResult {
	const file = databaseFile(dataDir);
	if (!isFile(file)) return { ok: false, reason: "no-database" };
	if (!isFolder(dirname(to))) return { ok: false, reason: "no-folder" };
	if (existsSync(to)) return { ok: false, reason: "file-exists" };
	closeSync(openSync(to, "wx", 0o600));
	try {
		const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
		try {
			database.prepare("VACUUM INTO ?").run(to);
		} finally {
			database.close();
		}
		settle(to);
		if (!isPortalDatabase(to)) throw new Error("it is damaged, or not a portal's");
	} catch (error) {
		rmSync(to, { force: true });
		const why = error instanceof Error ? error.message : String(error);
		throw new Error(`The database ${file} cannot be backed up: ${why}.`, { cause: error });
	}
	return { ok: true, bytes: statSync(to).size };
}

/**
 * Replaces the store by a backup. The portal must not be running: a store that is open is left
 * alone. The previous store is kept beside it, with `suffix`.
 *
 * @param suffix of the previous store's file, e.g. `.before-2026-11-22`
 * @throws when the folder cannot be written
 */
export function restore(dataDir: string, from: string, suffix: string): BackupResult {
	if (!isFile(from)) return { ok: false, reason: "no-backup" };
	if (!isPortalDatabase(from)) return { ok: false, reason: "damaged" };
	const file = databaseFile(dataDir);
	makeFolder(dirname(file));
	if (isInUse(file)) return { ok: false, reason: "in-use" };
	const incoming = `${file}.incoming`;
	closeSync(openSync(incoming, "w", 0o600));
	copyFileSync(from, incoming);
	settle(incoming);
	// Root may restore it for the portal's account, which owns the folder.
	const { uid, gid } = statSync(dirname(file));
	if (process.getuid?.() === 0) chownSync(incoming, uid, gid);
	// Including a log left by a crash: SQLite would apply it to any file of this name.
	for (const end of ["", "-wal", "-shm"]) {
		if (existsSync(file + end)) renameSync(file + end, file + suffix + end);
	}
	renameSync(incoming, file);
	return { ok: true, bytes: statSync(file).size };
}

/** Leaving WAL mode needs exclusive access, which fails while anybody has the file open (SQLite, WAL). */
export function isInUse(file: string): boolean {
	if (!isFile(file)) return false;
	const database = new DatabaseSync(file);
	try {
		database.exec("PRAGMA locking_mode = EXCLUSIVE");
		return database.prepare("PRAGMA journal_mode = DELETE").get()?.journal_mode !== "delete";
	} catch (error) {
		if (isLocked(error)) return true;
		// A damaged file is the very reason to restore.
		return false;
	} finally {
		database.close();
	}
}

/** SQLITE_BUSY and SQLITE_LOCKED. */
const isLocked = (error: unknown) =>
	error instanceof Error && "errcode" in error && [5, 6].includes(Number(error.errcode) & 0xff);

function isPortalDatabase(file: string): boolean {
	try {
		const database = new DatabaseSync(file, { readOnly: true });
		try {
			database.prepare("SELECT count(*) FROM watches").get();
			return database.prepare("PRAGMA integrity_check(1)").get()?.integrity_check === "ok";
		} finally {
			database.close();
		}
	} catch {
		return false;
	}
}

/** Waits until a file is on disk. */
function settle(file: string): void {
	const handle = openSync(file, "r+");
	fsyncSync(handle);
	closeSync(handle);
}
