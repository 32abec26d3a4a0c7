import { expect, test } from "vitest";
import { moveStore } from "#lib/server/store/move-store.ts";
import { openStore } from "#lib/server/store/store.ts";
import { postgresPlace, sqlitePlace } from "../store/place.ts";
import { AT, contentOf, fillStore, sam } from "./filled-store.ts";

test("a store moves to PostgreSQL and back completely, and its audit chain is intact", async () => {
	const [file, database, other] = [
		sqlitePlace(),
		await postgresPlace({ isEmpty: true }),
		sqlitePlace(),
	];
	const before = await openStore(file);
	await fillStore(before);
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
