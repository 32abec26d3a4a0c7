import {
	chownSync,
	closeSync,
	copyFileSync,
	existsSync,
	fsyncSync,
	mkdirSync,
	openSync,
	renameSync,
	rmSync,
	statSync,
} from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BUSY_TIMEOUT_MS, databaseFile } from "./sqlite.ts";

/** What came of a backup or of putting one back. */
export type BackupResult =
	| { ok: true; bytes: number }
	| { ok: false; because: "no-database" | "file-exists" | "no-backup" | "damaged" | "in-use" };

/**
 * Writes everything that the store holds at this moment into a new file that the own account alone can
 * read, while the portal goes on (SQLite, `VACUUM INTO`), and checks the copy.
 *
 * @throws when the file cannot be written
 */
export function backUp(dataDir: string, to: string): BackupResult {
	const file = databaseFile(dataDir);
	if (!existsSync(file)) return { ok: false, because: "no-database" };
	if (existsSync(to)) return { ok: false, because: "file-exists" };
	closeSync(openSync(to, "wx", 0o600));
	try {
		const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
		try {
			database.prepare("VACUUM INTO ?").run(to);
		} finally {
			database.close();
		}
		settle(to);
	} catch (error) {
		rmSync(to, { force: true });
		throw error;
	}
	const isWhole = isPortalDatabase(to);
	return isWhole ? { ok: true, bytes: statSync(to).size } : { ok: false, because: "damaged" };
}

/**
 * Puts a backup in the place of the store. The portal must not run: a store that somebody has open is left
 * as it is. What was there before is kept beside it, with `suffix`.
 *
 * @param suffix of the file that is kept, e.g. `.before-2026-11-22`
 * @throws when the folder cannot be written
 */
export function restore(dataDir: string, from: string, suffix: string): BackupResult {
	if (!existsSync(from)) return { ok: false, because: "no-backup" };
	if (!isPortalDatabase(from)) return { ok: false, because: "damaged" };
	const file = databaseFile(dataDir);
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	if (existsSync(file) && isInUse(file)) return { ok: false, because: "in-use" };
	const incoming = `${file}.incoming`;
	closeSync(openSync(incoming, "w", 0o600));
	copyFileSync(from, incoming);
	settle(incoming);
	// Root may put it back for the account that the portal runs as, whose folder this is.
	const { uid, gid } = statSync(dirname(file));
	if (process.getuid?.() === 0) chownSync(incoming, uid, gid);
	if (existsSync(file)) renameSync(file, file + suffix);
	renameSync(incoming, file);
	return { ok: true, bytes: statSync(file).size };
}

/** Leaving the write-ahead log takes the file for itself, which fails while anybody has it open (SQLite, WAL). */
function isInUse(file: string): boolean {
	const database = new DatabaseSync(file);
	try {
		database.exec("PRAGMA locking_mode = EXCLUSIVE");
		return database.prepare("PRAGMA journal_mode = DELETE").get()?.journal_mode !== "delete";
	} catch (error) {
		if (isLocked(error)) return true;
		// A damaged file is what a backup is for.
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
