import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { migrate } from "#lib/server/store/migrations.ts";
import { databaseFile, openSqlite } from "#lib/server/store/sqlite.ts";
import { storeIn } from "#lib/server/store/store.ts";
import { storeHealth } from "./store-health.ts";

test("a database that can be read but not written is away, until it can be written", async () => {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-health-"));
	const db = openSqlite(databaseFile(folder));
	await migrate(db);
	const store = storeIn(db);
	let atMs = 0;
	const health = storeHealth(store, () => atMs);
	expect(await health()).toBe("ok");
	await sql`PRAGMA query_only = 1`.execute(db);
	atMs += 2_000;
	expect(await store.waits(new Date())).toEqual([]);
	expect(await health()).toBe("away");
	await sql`PRAGMA query_only = 0`.execute(db);
	atMs += 2_000;
	expect(await health()).toBe("ok");
	expect(await db.selectFrom("answers").selectAll().execute()).toEqual([]);
	await store.close();
	rmSync(folder, { recursive: true });
});

test("many who ask at once cost one write", async () => {
	let atMs = 0;
	const tryWriting = vi.fn(async () => undefined);
	const health = storeHealth({ tryWriting }, () => atMs);
	await Promise.all(Array.from({ length: 100 }, health));
	atMs = 1_999;
	await health();
	expect(tryWriting).toHaveBeenCalledTimes(1);
	atMs = 2_000;
	await health();
	expect(tryWriting).toHaveBeenCalledTimes(2);
});
