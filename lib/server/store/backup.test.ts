import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch } from "#lib/core/watch/watch.ts";
import { backUp, restore } from "./backup.ts";
import { openStore, type Store } from "./store.ts";

const PERSON = { id: "p1", userPrincipalName: "p1@contoso.com" };
let folder: string;
let dataDir: string;
let file: string;
const open: Store[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "keyturn-backup-"));
	dataDir = join(folder, "data");
	file = join(folder, "backup.db");
});
afterEach(async () => {
	for (const store of open.splice(0)) await store.close();
	rmSync(folder, { recursive: true });
});

async function opened(): Promise<Store> {
	const store = await openStore({ dataDir });
	open.push(store);
	return store;
}

async function closeAll() {
	for (const store of open.splice(0)) await store.close();
}

const save = (store: Store, ticket: string) =>
	store.saveWatch(openWatch(ticket, PERSON, { now: new Date() }), emptyLedger(PERSON.id));

test("a restore brings back the backup's content and keeps the replaced store", async () => {
	const store = await opened();
	await save(store, "before");
	expect(backUp(dataDir, file)).toEqual({ ok: true, bytes: statSync(file).size });
	await save(store, "after");
	await closeAll();
	expect(restore(dataDir, file, ".before")).toMatchObject({ ok: true });
	const again = await opened();
	expect(await again.findWatch("before")).toMatchObject({ ticket: "before" });
	expect(await again.findWatch("after")).toBeUndefined();
	expect(readdirSync(dataDir)).toContain("keyturn.db.before");
});

test("no other user of the machine can read a backup or a restored store", async () => {
	await save(await opened(), "a");
	backUp(dataDir, file);
	await closeAll();
	restore(dataDir, file, ".before");
	const rights = [file, join(dataDir, "keyturn.db")].map((path) => statSync(path).mode & 0o777);
	expect(rights).toEqual([0o600, 0o600]);
});

test("a store that is open is not replaced", async () => {
	const store = await opened();
	await save(store, "a");
	backUp(dataDir, file);
	await save(store, "b");
	expect(restore(dataDir, file, ".before")).toEqual({ ok: false, reason: "in-use" });
	expect(await store.findWatch("b")).toMatchObject({ ticket: "b" });
	await save(store, "c");
	await closeAll();
	expect(await (await opened()).findWatch("c")).toMatchObject({ ticket: "c" });
});

test("a damaged or missing store can be replaced", async () => {
	await save(await opened(), "a");
	backUp(dataDir, file);
	await closeAll();
	writeFileSync(join(dataDir, "keyturn.db"), "no database");
	expect(restore(dataDir, file, ".damaged")).toMatchObject({ ok: true });
	rmSync(dataDir, { recursive: true });
	expect(restore(dataDir, file, ".gone")).toMatchObject({ ok: true });
	expect(await (await opened()).findWatch("a")).toMatchObject({ ticket: "a" });
});

test("a log left by a crash is not applied to the restored store", async () => {
	const store = await opened();
	await save(store, "a");
	backUp(dataDir, file);
	await save(store, "b");
	const current = join(dataDir, "keyturn.db");
	const log = readFileSync(`${current}-wal`);
	await closeAll();
	rmSync(current);
	writeFileSync(`${current}-wal`, log);
	expect(restore(dataDir, file, ".damaged")).toMatchObject({ ok: true });
	const again = await opened();
	expect(await again.findWatch("a")).toMatchObject({ ticket: "a" });
	expect(await again.findWatch("b")).toBeUndefined();
	expect(readFileSync(`${current}.damaged-wal`)).toEqual(log);
});

test("nothing is overwritten, and only a backup is accepted", async () => {
	expect(backUp(dataDir, file)).toEqual({ ok: false, reason: "no-database" });
	expect(restore(dataDir, file, "")).toEqual({ ok: false, reason: "no-backup" });
	await save(await opened(), "a");
	writeFileSync(file, "somebody's file");
	expect(backUp(dataDir, file)).toEqual({ ok: false, reason: "file-exists" });
	await closeAll();
	expect(restore(dataDir, file, ".x")).toEqual({ ok: false, reason: "damaged" });
	expect(existsSync(join(dataDir, "keyturn.db.x"))).toBe(false);
});
