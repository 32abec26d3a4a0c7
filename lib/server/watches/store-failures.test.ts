import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Kysely, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { NO_HABITS } from "#lib/core/readiness/habits.ts";
import { createLog } from "#lib/log.ts";
import { migrate } from "#lib/server/store/migrations.ts";
import { databaseFile, openSqlite } from "#lib/server/store/sqlite.ts";
import { type Store, storeIn } from "#lib/server/store/store.ts";
import type { Tables } from "#lib/server/store/tables.ts";
import type { Watching } from "./find-watch.ts";
import { keepLiveWatches } from "./live-watches.ts";
import { openForChange, recordChange } from "./record-change.ts";

/** A real SQLite file that is locked by another process, or has no room left. */

vi.setConfig({ testTimeout: 30_000 });

const person = { id: randomUUID(), userPrincipalName: "ada@aaddscontoso.com" };

let dataDir: string;
let db: Kysely<Tables>;
let store: Store;
let watching: Watching;
let lines: string[];

beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "keyturn-"));
	db = openSqlite(databaseFile(dataDir));
	await migrate(db);
	store = storeIn(db);
	lines = [];
	const log = createLog((line) => lines.push(line));
	const live = keepLiveWatches({
		watches: [],
		ledgers: [],
		habits: NO_HABITS,
		controllerIds: () => [],
		store,
		log,
	});
	watching = { store, domain: { controllers: [] }, live };
});
afterEach(async () => {
	await store.close();
	rmSync(dataDir, { recursive: true });
});

/** Each makes every write fail and returns how to end that. `cause` is what the log has to contain. */
const failures: [how: string, cause: string, begin: () => Promise<() => Promise<void>>][] = [
	["locked", "database is locked", lock],
	[
		"full",
		"database or disk is full",
		async () => {
			await sql`PRAGMA max_page_count = 1`.execute(db);
			await fill();
			return async () => {
				await sql`PRAGMA max_page_count = 1000000`.execute(db);
			};
		},
	],
];

async function lock(): Promise<() => Promise<void>> {
	const other = new DatabaseSync(databaseFile(dataDir));
	other.exec("BEGIN EXCLUSIVE");
	return async () => {
		other.exec("ROLLBACK");
		other.close();
	};
}

/** Uses up the free space in the last page first. */
async function fill(): Promise<void> {
	for (let i = 0; i < 2_000; i++) {
		try {
			await sql`INSERT INTO watches VALUES (${`f${i}`}, 'f', 0, null, 0, '', 0)`.execute(db);
		} catch {
			return;
		}
	}
}

describe.each(failures)("while the store is %s", (_how, cause, begin) => {
	test("no watch is opened, so that no password is changed, and none exists afterwards", async () => {
		const end = await begin();
		await expect(openForChange(watching, person)).rejects.toMatchObject({
			code: "ERR_SQLITE_ERROR",
		});
		expect([...watching.live.all()]).toEqual([]);
		await end();
		expect(await store.watchesOf([person.id])).toEqual([]);
		await openForChange(watching, person);
		expect(await store.watchesOf([person.id])).toHaveLength(1);
	});

	test("a further attempt of the same watch is not started either, until the store recovers", async () => {
		const { ticket } = await openForChange(watching, person);
		const before = await store.ledgers([person.id]);
		// So that there is more to write than fits into a full file.
		const notice = { mail: `${"x".repeat(20_000)}@contoso.com`, locale: "de" };
		const end = await begin();
		await expect(openForChange(watching, person, { notice })).rejects.toThrow();
		await end();
		expect(await store.ledgers([person.id])).toEqual(before);
		expect((await openForChange(watching, person, { notice })).ticket).toBe(ticket);
		expect((await store.findWatch(ticket))?.notice).toEqual(notice);
	});

	test("a change is not confirmed, however often it is reported, until it is on disk", async () => {
		const { ticket } = await openForChange(watching, person);
		const own = { ticket, personId: person.id };
		const changedAt = new Date();
		const end = await begin();
		await expect(recordChange(watching, own, changedAt)).rejects.toThrow();
		await expect(recordChange(watching, own, changedAt)).rejects.toThrow();
		expect((await store.findWatch(ticket))?.changedAt).toBeUndefined();
		await end();
		expect((await recordChange(watching, own, changedAt)).ok).toBe(true);
		expect((await store.findWatch(ticket))?.changedAt).toEqual(changedAt);
		const logged = lines.filter((line) => line.includes("watch-not-written"));
		expect(logged).toHaveLength(1);
		expect(JSON.parse(logged[0] ?? "").error.message).toBe(cause);
	});

	test("nothing written is lost, and readings made meanwhile are written later", async () => {
		const { ticket } = await openForChange(watching, person);
		await recordChange(watching, { ticket, personId: person.id }, new Date());
		const before = await store.findWatch(ticket);
		const end = await begin();
		// Larger than before: a replacement of the same size fits even into a full file.
		const userPrincipalName = "x".repeat(20_000);
		const updated = watching.live.update(
			ticket,
			(watch) => ({ ...watch, revision: 7, person: { ...watch.person, userPrincipalName } }),
			new Date(),
		);
		await expect(updated?.saved).rejects.toThrow();
		expect(await store.findWatch(ticket)).toEqual(before);
		await end();
		await watching.live.settle(ticket);
		expect((await store.findWatch(ticket))?.revision).toBe(7);
	});
});

/** A write that a locked store has just refused. */
async function refused() {
	const { ticket } = await openForChange(watching, person);
	const end = await lock();
	const updated = watching.live.update(ticket, (w) => ({ ...w, revision: 9 }), new Date());
	await expect(updated?.saved).rejects.toThrow();
	return { ticket, end };
}

test("a store that stays locked is not retried at every tick, since each attempt blocks everybody", async () => {
	const { end } = await refused();
	const started = performance.now();
	for (let i = 0; i < 20; i++) await watching.live.retryWrites();
	expect(performance.now() - started).toBeLessThan(500);
	await end();
});

test("as soon as another write succeeds, the refused ones are retried", async () => {
	const { ticket, end } = await refused();
	await end();
	await openForChange(watching, { ...person, id: randomUUID() });
	const written = async () => {
		await watching.live.retryWrites();
		return (await store.findWatch(ticket))?.revision;
	};
	await expect.poll(written).toBe(9);
});
