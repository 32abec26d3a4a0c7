import { chmodSync, mkdirSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { migrate } from "./migrations.ts";
import { databaseFile, openSqlite } from "./sqlite.ts";

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
