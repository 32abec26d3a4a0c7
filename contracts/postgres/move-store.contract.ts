import { expect, test } from "vitest";
import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch } from "#lib/core/watch/watch.ts";
import { moveStore } from "#lib/server/store/move-store.ts";
import { openStore, type Store } from "#lib/server/store/store.ts";
import { postgresPlace, sqlitePlace } from "../store/place.ts";

const AT = new Date("2026-11-22T10:00:00Z");
const sam = { id: "1", name: "sam" };

/** Puts something into every kind of table. */
async function fill(store: Store): Promise<void> {
	for (let n = 0; n < 1_100; n++) {
		const details = { people: n };
		await store.appendAudit(
			{ actor: sam, action: "people-looked-up", details, result: "done" },
			AT,
		);
	}
	const people = Array.from({ length: 700 }, (_, n) => `person-${n}`);
	await store.saveWatches(
		people.map((id) => ({
			watch: openWatch(`t-${id}`, { id, userPrincipalName: id }, { now: AT }),
			ledger: emptyLedger(id),
		})),
	);
	await store.addWait(
		{ ticket: "t", person: sam },
		{ usableAt: AT, waitMs: 5, isFirstChange: true },
	);
	await store.beginByLink("L1", "t");
	await store.keepAnswer("key", { asked: "a", status: 201, body: "{}" }, AT);
	await store.saveHabits({ ...(await store.habits()), lastLanded: { changedAt: AT, at: AT } });
}

async function contentOf(store: Store) {
	return {
		watches: (await store.unendedWatches(new Date(0))).map(({ ticket }) => ticket).toSorted(),
		ledgers: await store.ledgers(["person-1", "person-699"]),
		waits: await store.waits(new Date(0)),
		counts: await store.linkCounts(),
		answer: await store.findAnswer("key"),
		habits: await store.habits(),
		audit: await store.verifyAudit(),
	};
}

test("a store moves to PostgreSQL and back completely, and its audit chain is intact", async () => {
	const [file, database, other] = [
		sqlitePlace(),
		await postgresPlace({ isEmpty: true }),
		sqlitePlace(),
	];
	const before = await openStore(file);
	await fill(before);
	const content = await contentOf(before);
	expect(content.audit).toMatchObject({ ok: true, rows: 1_100 });
	await before.close();
	expect(await moveStore(file, database)).toMatchObject({
		ok: true,
		rows: { watches: 700, audit: 1_100, audit_head: 1, link_marks: 1 },
	});
	expect(await moveStore(database, other)).toMatchObject({ ok: true });
	for (const place of [database, other]) {
		const store = await openStore(place);
		expect(await contentOf(store)).toEqual(content);
		const next = { actor: sam, action: "people-looked-up", result: "done" } as const;
		expect((await store.appendAudit(next, AT)).seq).toBe(1_101);
		await store.close();
	}
	expect(await moveStore(file, database)).toEqual({
		ok: false,
		reason: "target-not-empty",
		table: "watches",
	});
	await file.remove();
	await other.remove();
});

test("nothing moves while a portal uses the database", async () => {
	const [file, database] = [sqlitePlace(), await postgresPlace()];
	await (await openStore(file)).close();
	const running = await openStore(database);
	await running.shared?.holders.renew({ readAtMs: {}, except: {} });
	expect(await moveStore(file, database)).toEqual({ ok: false, reason: "portal-running" });
	await running.shared?.holders.leave();
	await running.close();
	expect(await moveStore(file, database)).toMatchObject({ ok: true });
	await file.remove();
});
