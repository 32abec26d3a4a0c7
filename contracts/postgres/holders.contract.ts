import { type AddressInfo, connect, createServer } from "node:net";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch, type Watch } from "#lib/core/watch/watch.ts";
import { createLog } from "#lib/log.ts";
import { HeldElsewhere, type TakenPeople } from "#lib/server/store/holders.ts";
import type { Note } from "#lib/server/store/notes.ts";
import { openPostgres } from "#lib/server/store/postgres.ts";
import type { SharedStore } from "#lib/server/store/shared-store.ts";
import { openStore, type Store } from "#lib/server/store/store.ts";
import { postgresPlace, type TestPlace } from "../store/place.ts";

/** How portals agree in a shared database on who follows whom. */

const NOTHING_READ = { readAtMs: {}, except: {} };
const LONG_AGO = new Date(0);

let place: TestPlace;
let stores: Store[];
let portals: SharedStore[];

beforeEach(async () => {
	place = await postgresPlace();
	stores = await Promise.all([1, 2, 3].map(() => openStore(place)));
	portals = stores.flatMap(({ shared }) => shared ?? []);
	for (const { holders } of portals) await holders.renew(NOTHING_READ);
});
afterEach(() => Promise.all(stores.map((store) => store.close())));

const [A, B, C] = [0, 1, 2] as const;
const storeOf = (n: number): Store => stores[n] ?? ({} as Store);
const holdersOf = (n: number) => (portals[n] ?? ({} as SharedStore)).holders;

const watchOf = (id: string): Watch =>
	openWatch(`ticket-${id}`, { id, userPrincipalName: id }, { now: new Date() });
const save = (n: number, id: string, changes: Partial<Watch> = {}) =>
	storeOf(n).saveWatch({ ...watchOf(id), ...changes }, emptyLedger(id));
const take = (n: number, id: string) => holdersOf(n).take(id, LONG_AGO, () => undefined);

test("a portal writes nothing about a person who was taken over, but the rest of the batch is written", async () => {
	for (const id of ["p", "q"]) await take(A, id);
	await save(A, "p", { revision: 1 });
	await take(B, "p");
	const late = save(A, "p", { revision: 9 });
	const inTime = save(A, "q", { revision: 5 });
	await expect(late).rejects.toThrow(HeldElsewhere);
	await inTime;
	await save(B, "p", { revision: 2 });
	expect((await storeOf(C).findWatch("ticket-p"))?.revision).toBe(2);
	expect((await storeOf(C).findWatch("ticket-q"))?.revision).toBe(5);
});

test("an earlier write is refused even after the person was taken back", async () => {
	await take(A, "p");
	let refused = 0;
	for (let n = 1; n <= 60 && refused === 0; n++) {
		// It waits a moment for others, and much can happen meanwhile.
		const late = save(A, "p", { revision: n });
		const isRefused = late.then(
			() => false,
			(error) => error instanceof HeldElsewhere,
		);
		await take(B, "p");
		await take(A, "p");
		if (!(await isRefused)) continue;
		refused += 1;
		expect((await storeOf(C).findWatch("ticket-p"))?.revision ?? 0).toBe(n - 1);
	}
	expect(refused).toBe(1);
});

test("nobody takes a person between a write's holder check and its commit", async () => {
	await take(A, "p");
	for (let n = 1; n <= 20; n++) {
		const written = save(A, "p", { revision: n }).then(
			() => n,
			() => 0,
		);
		let known = -1;
		await holdersOf(B).take("p", LONG_AGO, ({ watches }) => {
			known = watches[0]?.revision ?? 0;
		});
		const revision = await written;
		// The successor knows what was confirmed; the rest was never stored.
		if (revision > 0) expect(known).toBe(revision);
		expect((await storeOf(C).findWatch("ticket-p"))?.revision ?? 0).toBe(known);
		await take(A, "p");
	}
});

test("a dead portal's people go to the live ones, each to exactly one", async () => {
	const people = Array.from({ length: 500 }, (_, n) => `person-${n}`);
	await storeOf(A).saveWatches(
		people.map((id) => ({ watch: watchOf(id), ledger: emptyLedger(id) })),
	);
	while (await holdersOf(A).takeOrphans(LONG_AGO, () => undefined));
	const own = holdersOf(A).portalId();
	// A portal that was unresponsive for a while does not declare others dead at first.
	await expect
		.poll(
			async () => {
				await place.run(
					`update portals set seen_at = seen_at - interval '3 s' where id = '${own}'`,
				);
				const renewals = [];
				for (const n of [B, C]) renewals.push(await holdersOf(n).renew(NOTHING_READ));
				return renewals.some(({ hasDied }) => hasDied);
			},
			{ timeout: 20_000 },
		)
		.toBe(true);
	const taken = await Promise.all(
		[B, C].map(async (n) => {
			const own: TakenPeople[] = [];
			while (await holdersOf(n).takeOrphans(LONG_AGO, (some) => void own.push(some)));
			return own.flatMap(({ personIds, watches }) => {
				expect(watches).toHaveLength(personIds.length);
				return personIds;
			});
		}),
	);
	expect(taken.flat().toSorted()).toEqual(people.toSorted());
	// It was only slow, and learns that it was declared dead.
	expect(await holdersOf(A).renew(NOTHING_READ)).toMatchObject({ wasDead: true });
	expect(holdersOf(A).portalId()).not.toBe(own);
	expect(holdersOf(A).turnOf("person-1")).toBeUndefined();
});

test("people are taken over in a fixed order, so that portals never deadlock", async () => {
	const people = Array.from({ length: 60 }, (_, n) => `person-${n}`).toSorted();
	for (const id of people) await take(A, id);
	await storeOf(A).saveWatches(
		people.map((id) => ({ watch: watchOf(id), ledger: emptyLedger(id) })),
	);
	await place.run(`delete from portals where id = '${holdersOf(A).portalId()}'`);
	// PostgreSQL sorts people only if it does not expect many.
	await place.run(`do $$ begin
		execute format('alter database %I set enable_sort = off', current_database()); end $$`);
	const successor = await openStore(place);
	stores.push(successor);
	const { db, pool } = await openPostgres(place.databaseUrl ?? "");
	const other = await pool.connect();
	const lock = (which: string) =>
		other.query(`select 1 from holders where person_id ${which} 'person-0' for update`);
	await other.query("begin");
	await lock("=");
	const taken = successor.shared?.holders.takeOrphans(LONG_AGO, () => undefined);
	await expect
		.poll(() =>
			place.rows(`select 1 from pg_stat_activity
				where wait_event_type = 'Lock' and datname = current_database()`),
		)
		.toHaveLength(1);
	const locked = lock(">");
	await Promise.all([locked.then(() => other.query("commit")), taken]);
	other.release();
	await db.destroy();
});

test("a lost notification is recovered by reading", async () => {
	for (const id of ["p", "q"]) await take(A, id);
	await take(B, "p");
	expect(holdersOf(A).turnOf("p")).toBeDefined();
	expect(await holdersOf(A).verify()).toEqual({ lost: ["p"], missed: [] });
	expect([holdersOf(A).turnOf("p"), holdersOf(A).turnOf("q")]).toEqual([undefined, 1]);
});

test("a portal notices its own takeover even if the answer was lost", async () => {
	await take(B, "p");
	await take(B, "q");
	const { holders, way } = await portalLosingAnswers();
	await holders.take("r", LONG_AGO, () => undefined);
	way.loses = /commit/i;
	await expect(holders.take("p", LONG_AGO, () => undefined)).rejects.toMatchObject({
		code: "STORE_UNAVAILABLE",
	});
	way.loses = undefined;
	expect(await holders.verify()).toEqual({ lost: [], missed: ["p"] });
	await holders.take("p", LONG_AGO, () => undefined);
	expect(await holders.verify()).toEqual({ lost: [], missed: [] });
	expect(await holdersOf(B).verify()).toEqual({ lost: ["p"], missed: [] });
});

test("a portal that was declared dead reports it even if the database goes down meanwhile", async () => {
	const { holders, way } = await portalLosingAnswers();
	await holders.take("p", LONG_AGO, () => undefined);
	await place.run(`delete from portals where id = '${holders.portalId()}'`);
	way.loses = /select "read_times"/;
	await expect(holders.renew(NOTHING_READ)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
	way.loses = undefined;
	expect(await holders.renew(NOTHING_READ)).toMatchObject({ wasDead: true });
	expect(await holders.renew(NOTHING_READ)).toMatchObject({ wasDead: false });
});

test("people who are written about but not held are dropped, except those taken since", async () => {
	const late = (turn: number | undefined) => new HeldElsewhere({ personId: "p", turn });
	expect(holdersOf(A).lose(late(undefined))).toBe(true);
	await take(A, "p");
	expect(holdersOf(A).lose(late(undefined))).toBe(false);
	expect(holdersOf(A).lose(late(1))).toBe(true);
});

test("notifications name what was written and who was taken, split to fit", async () => {
	const notes: Note[] = [];
	const log = createLog(() => undefined);
	const { promise: ready, resolve } = Promise.withResolvers<void>();
	const listening = portals[C]?.listen({ onNote: (note) => notes.push(note), onGap: resolve }, log);
	await ready;
	const people = Array.from({ length: 200 }, (_, n) => `00000000-0000-4000-8000-${1e11 + n}`);
	await storeOf(A).saveWatches(
		people.map((id) => ({ watch: watchOf(id), ledger: emptyLedger(id) })),
	);
	while (await holdersOf(A).takeOrphans(LONG_AGO, () => undefined));
	await Promise.all(people.map((id) => save(A, id, { revision: 2 })));
	await expect.poll(() => notes.flatMap(({ watches = [] }) => watches).length).toBe(200);
	expect(notes.flatMap(({ taken = [] }) => taken)).toHaveLength(200);
	expect(new Set(notes.map(({ from }) => from))).toEqual(new Set([holdersOf(A).portalId()]));
	await listening?.stop();
});

test("two portals that learn at once do not overwrite each other's lessons", async () => {
	const first = { changedAt: new Date(1_000), at: new Date(2_000) };
	await Promise.all(
		portals.map((portal, n) =>
			portal.changeHabits((habits) => ({
				...habits,
				lastLanded: {
					...first,
					changedAt: new Date((habits.lastLanded?.changedAt.getTime() ?? 0) + n + 1),
				},
			})),
		),
	);
	expect((await storeOf(A).habits()).lastLanded?.changedAt).toEqual(new Date(6));
});

/** Another portal, whose connection can lose answers: statements are executed, then the connection breaks. */
async function portalLosingAnswers() {
	const url = new URL(place.databaseUrl ?? "");
	const { hostname, port } = url;
	const way: { loses?: RegExp | undefined } = {};
	const server = createServer((client) => {
		const database = connect(Number(port), hostname);
		client.on("data", (sent) => {
			if (way.loses?.test(sent.toString("latin1"))) {
				database.removeAllListeners("data").once("data", () => client.destroy());
			}
			database.write(sent);
		});
		database.on("data", (answer) => client.write(answer));
		for (const [one, other] of [[client, database] as const, [database, client] as const])
			one.on("error", () => undefined).on("close", () => other.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => void server.close());
	url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	const store = await openStore({ ...place, databaseUrl: url.href });
	stores.push(store);
	const { holders } = store.shared as SharedStore;
	await holders.renew(NOTHING_READ);
	return { holders, way };
}
