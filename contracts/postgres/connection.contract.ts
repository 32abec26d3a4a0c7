import { expect, test } from "vitest";
import { probeDatabase } from "#lib/server/store/probe-store.ts";
import { openStore } from "#lib/server/store/store.ts";
import { postgresPlace } from "../store/place.ts";

test("two portals that start at once on an empty database migrate it once", async () => {
	const place = await postgresPlace({ isEmpty: true });
	const stores = await Promise.all([1, 2, 3].map(() => openStore(place)));
	for (const [n, store] of stores.entries()) {
		const wait = { usableAt: new Date(), waitMs: n, isFirstChange: false };
		await store.addWait({ ticket: String(n), person: { id: String(n) } }, wait);
	}
	expect(await stores[0]?.waits(new Date(0))).toHaveLength(3);
	await Promise.all(stores.map((store) => store.close()));
});

test.each([
	["nobody listens", "postgres://keyturn:a-secret@127.0.0.1:1/keyturn", /ECONNREFUSED/],
	["the database does not exist", undefined, /database "missing" does not exist/],
])("that %s is reported without the password", async (_, url, reason) => {
	const { databaseUrl = "" } = await postgresPlace();
	const missing = new URL("/missing", databaseUrl);
	missing.password = "a-secret";
	const opened = openStore({ dataDir: "", databaseUrl: url ?? missing.href });
	const error: Error = await opened.then(
		() => new Error("opened"),
		(failed) => failed,
	);
	expect(error.message).toMatch(
		/^DATABASE_URL: the database \w+ of \w+ on [\d.]+:\d+ cannot be used: /,
	);
	expect(error.message).toMatch(reason);
	expect(JSON.stringify(error)).not.toContain("a-secret");
	expect(error.message).not.toContain("a-secret");
});

test("a character that PostgreSQL cannot store is not a failure", async () => {
	const store = await openStore(await postgresPlace());
	expect(await store.findWatch("a\0b")).toBeUndefined();
	await store.appendAudit(
		{ actor: { id: "1", name: "a\0b" }, action: "people-looked-up", result: "done" },
		new Date(),
	);
	expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 1 });
	expect((await store.auditPage({ words: "a\0b" }, { limit: 9 })).entries).toHaveLength(1);
	await store.close();
});

test("the check tries the database, leaves nothing, and says why it cannot be used", async () => {
	const place = await postgresPlace({ isEmpty: true });
	expect(await probeDatabase(place.databaseUrl ?? "")).toMatchObject({ ok: true });
	expect(await place.tables()).toEqual([]);
	const nobody = await probeDatabase("postgres://keyturn:a-secret@127.0.0.1:1/keyturn");
	expect(nobody).toMatchObject({ ok: false, message: expect.stringContaining("ECONNREFUSED") });
	expect(JSON.stringify(nobody)).not.toContain("a-secret");
});
