import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, type Store } from "#lib/server/store/store.ts";

let dataDir: string;
let store: Store;
beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "keyturn-waits-"));
	store = await openStore({ dataDir });
});
afterEach(async () => {
	await store.close();
	rmSync(dataDir, { recursive: true });
});

const day = (n: number) => new Date(Date.UTC(2026, 8, n));
const add = (ticket: string, usableAt: Date, waitMs: number, isFirstChange = false) =>
	store.addWait({ ticket }, { usableAt, waitMs, isFirstChange });

test("waits outlive a restart, each with its kind", async () => {
	await add("a", day(1), 360_000);
	await add("b", day(2), 720_000, true);
	await store.close();
	store = await openStore({ dataDir });
	expect(await store.waits(day(1))).toEqual([
		{ waitMs: 360_000, isFirstChange: false },
		{ waitMs: 720_000, isFirstChange: true },
	]);
});

test("a change is counted once, and old waits are left out", async () => {
	await add("a", day(1), 360_000);
	await add("a", day(1), 999_000);
	await add("b", day(3), 720_000);
	expect((await store.waits(day(1))).map((w) => w.waitMs)).toEqual([360_000, 720_000]);
	expect((await store.waits(day(2))).map((w) => w.waitMs)).toEqual([720_000]);
});

test("waits that are too old are forgotten, and no other", async () => {
	await add("a", day(1), 360_000);
	await add("b", day(3), 720_000);
	await store.purgeWaits(day(3));
	expect((await store.waits(day(1))).map((w) => w.waitMs)).toEqual([720_000]);
});
