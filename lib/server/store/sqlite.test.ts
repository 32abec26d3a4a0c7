import { chmodSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { migrate } from "./migrations.ts";
import { databaseFile, openSqlite } from "./sqlite.ts";
import { openStore, storeIn } from "./store.ts";

const newFolder = () => join(mkdtempSync(join(tmpdir(), "keyturn-sqlite-")), "data");
const mode = (path: string) => statSync(path).mode & 0o777;

test.skipIf(process.platform === "win32")("nobody else can read the database", async () => {
	const folder = newFolder();
	// A folder created by an installer, and a file from an earlier version.
	mkdirSync(folder, { mode: 0o755 });
	const file = databaseFile(folder);
	for (let start = 0; start < 2; start++) {
		const db = openSqlite(file);
		await migrate(db);
		for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(mode(name)).toBe(0o600);
		await db.destroy();
		chmodSync(file, 0o644);
	}
	const other = databaseFile(newFolder());
	await openSqlite(other).destroy();
	expect(mode(dirname(other))).toBe(0o700);
});

test("a full disk is reported as the cause, and the next write succeeds", async () => {
	const db = openSqlite(databaseFile(newFolder()));
	await migrate(db);
	await sql`PRAGMA max_page_count = 60`.execute(db);
	const wait = (id: string) => ({ id, usable_at_ms: 1, wait_ms: 1, is_first_change: 0 });
	const write = (size: number) =>
		db.transaction().execute(async (tx) => {
			await tx
				.insertInto("waits")
				.values(wait("x".repeat(size)))
				.execute();
		});
	await expect(write(1_000_000)).rejects.toThrow("database or disk is full");
	await write(10);
	await db.destroy();
});

test("a database that can be read but not written fails the attempt, which leaves nothing", async () => {
	const db = openSqlite(databaseFile(newFolder()));
	await migrate(db);
	const store = storeIn(db);
	await store.tryWriting();
	await sql`PRAGMA query_only = 1`.execute(db);
	expect(await store.waits(new Date())).toEqual([]);
	await expect(store.tryWriting()).rejects.toThrow("readonly");
	await sql`PRAGMA query_only = 0`.execute(db);
	await store.tryWriting();
	expect(await db.selectFrom("answers").selectAll().execute()).toEqual([]);
	await store.close();
});

test("a database that cannot be used is named with its setting, and the cause", async () => {
	const dataDir = newFolder();
	mkdirSync(dataDir);
	writeFileSync(databaseFile(dataDir), "x".repeat(9_000));
	await expect(openStore({ dataDir })).rejects.toMatchObject({
		code: "ERR_SQLITE_ERROR",
		message: `DATA_DIR: the database ${databaseFile(dataDir)} cannot be used: file is not a database.`,
	});
	await expect(openStore({ dataDir: databaseFile(dataDir) })).rejects.toThrow("DATA_DIR: ");
});
