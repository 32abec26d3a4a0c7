import { execFileSync } from "node:child_process";
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { backUp } from "./backup.ts";
import { migrate } from "./migrations.ts";
import { holds } from "./person-traces.ts";
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

test("a name is found in any case, even outside ASCII", async () => {
	const db = openSqlite(databaseFile(newFolder()));
	const { rows } = await sql<{ found: number }>`
		select name from (select ${'"ÜMIT Åström"'} as name) where ${holds("name", ["Ümit Åström"])}`.execute(
		db,
	);
	expect(rows).toHaveLength(1);
	await db.destroy();
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

test("a read-only database fails the probe, which leaves nothing behind", async () => {
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
	expect(() => backUp(dataDir, join(dataDir, "backup.db"))).toThrow(
		`The database ${databaseFile(dataDir)} cannot be backed up: file is not a database.`,
	);
	expect(readdirSync(dataDir)).toEqual(["keyturn.db"]);
});

/** In a separate process, since this used to hang. */
function opened(dataDir: string): string {
	const script = `
		import { openStore } from "#lib/server/store/store.ts";
		import { probeStore } from "#lib/server/store/probe-store.ts";
		import { isInUse, backUp, restore } from "#lib/server/store/backup.ts";
		import { databaseFile } from "#lib/server/store/sqlite.ts";
		const dataDir = ${JSON.stringify(dataDir)};
		const why = (attempt) => { try { return attempt(); } catch (error) { return error.message; } };
		console.log(JSON.stringify({
			isInUse: isInUse(databaseFile(dataDir)),
			probed: probeStore(dataDir).ok,
			backedUp: why(() => backUp(dataDir, dataDir + ".backup")),
			restored: why(() => restore(dataDir, databaseFile(dataDir), ".before")),
			opened: await openStore({ dataDir }).then(() => "", (error) => error.message),
		}));`;
	return execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
		timeout: 20_000,
		encoding: "utf8",
	});
}

test.runIf(process.platform === "linux")("the portal hangs at no path", () => {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-places-"));
	const places = {
		"a pipe": join(folder, "pipe"),
		"a file": join(folder, "file"),
		"a loop": join(folder, "loop"),
		"a NUL": `${folder}/a\0b`,
		"a pipe for the database": join(folder, "piped"),
		"a folder for the database": join(folder, "nested"),
		"a device for the database": join(folder, "device"),
		"the system": "/proc/keyturn/data",
	};
	execFileSync("mkfifo", [places["a pipe"]]);
	writeFileSync(places["a file"], "");
	symlinkSync("loop", places["a loop"]);
	for (const kind of ["piped", "nested", "device"]) mkdirSync(join(folder, kind));
	execFileSync("mkfifo", [databaseFile(places["a pipe for the database"])]);
	mkdirSync(databaseFile(places["a folder for the database"]));
	symlinkSync("/dev/zero", databaseFile(places["a device for the database"]));
	for (const [what, place] of Object.entries(places)) {
		expect([what, JSON.parse(opened(place))]).toEqual([
			what,
			{
				isInUse: false,
				probed: false,
				backedUp: { ok: false, reason: "no-database" },
				restored: { ok: false, reason: "no-backup" },
				opened: expect.stringMatching(/^DATA_DIR: the database .* cannot be used: .+\.$/s),
			},
		]);
	}
	rmSync(folder, { recursive: true });
});
