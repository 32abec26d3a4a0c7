import { expect, test } from "vitest";
import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch } from "#lib/core/watch/watch.ts";
import { openStore } from "#lib/server/store/store.ts";
import { openStoreForEachTest, place, store } from "./own-store.ts";

openStoreForEachTest();

test("a database of a version from before the first release is refused, with what to do", async () => {
	await place.run("update kysely_migration set name = '001-watches' where name = '001-initial'");
	await expect(openStore(place)).rejects.toThrow(
		/Another version of the portal .*\(its migration 001-watches .* start with an empty database/,
	);
	expect(await place.tables()).toContain("watches");
});

test("a running portal goes on with the tables of a later version, and does not start with them", async () => {
	await place.run("alter table watches add column later text");
	await place.run("alter table audit add column later text not null default 'x'");
	await place.run("create table later (id integer primary key)");
	await place.run("insert into kysely_migration values ('999-later', '2027-01-01T00:00:00Z')");
	const at = new Date("2026-11-22T10:00:00Z");
	const person = { id: "dana", userPrincipalName: "dana@contoso.com" };
	await store.saveWatch(openWatch("ticket", person, { now: at }), emptyLedger(person.id));
	const entry = { actor: { id: "1", name: "sam" }, action: "people-looked-up" } as const;
	await store.appendAudit({ ...entry, result: "done" }, at);
	expect((await store.unendedWatches(new Date(0))).map(({ ticket }) => ticket)).toEqual(["ticket"]);
	expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 1 });
	await expect(openStore(place)).rejects.toThrow(/its migration 999-later is unknown here/);
	expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 1 });
});
