import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { Transform } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "#lib/log.ts";
import { openPostgres } from "#lib/server/store/postgres.ts";
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

test("a missing right to create tables is reported with the setting", async () => {
	const place = await postgresPlace({ isEmpty: true });
	const name = `limited_${Date.now()}`;
	await place.run(`create role ${name} login password 'a-secret'`);
	// Since PostgreSQL 15 nobody else has this right.
	await place.run("revoke create on schema public from public");
	const limited = new URL(place.databaseUrl ?? "");
	limited.username = name;
	limited.password = "a-secret";
	await expect(openStore({ dataDir: "", databaseUrl: limited.href })).rejects.toThrow(
		/^DATABASE_URL: the database's tables cannot be made: permission denied for schema public/,
	);
});

test("a database that accepts no new connections is an outage, logged once, which ends by itself", async () => {
	const { databaseUrl = "" } = await postgresPlace({ isEmpty: true });
	const store = await openStore({ dataDir: "", databaseUrl });
	const lines: string[] = [];
	let gaps = 0;
	const listening = store.shared?.listen(
		{ onNote: () => undefined, onGap: () => gaps++ },
		createLog((line) => lines.push(line)),
	);
	await expect.poll(() => gaps).toBe(1);
	const name = new URL(databaseUrl).pathname.slice(1);
	const { db, pool: admin } = await openPostgres(new URL("/postgres", databaseUrl).href);
	// Refused like a wrong password (class 28) or a missing right: the server answers, and no statement is at fault.
	await admin.query(`alter database "${name}" with allow_connections false`);
	await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [
		name,
	]);
	await expect
		.poll(() => store.findWatch("t").catch(({ message }) => message))
		.toContain("not currently accepting");
	await expect(store.findWatch("t")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
	await new Promise((resolve) => setTimeout(resolve, 2_000));
	expect(lines.join("")).toContain("not currently accepting");
	expect(lines).toHaveLength(1);
	await admin.query(`alter database "${name}" with allow_connections true`);
	await expect.poll(() => gaps, { timeout: 20_000 }).toBe(2);
	expect(await store.findWatch("t")).toBeUndefined();
	// After an outage another server may be the primary, although the connection is still open.
	listening?.reopen();
	await expect.poll(() => gaps, { timeout: 20_000 }).toBe(3);
	await listening?.stop();
	await store.close();
	await db.destroy();
});

test.each([
	["lock_timeout", "50ms"],
	["statement_timeout", "50ms"],
	["default_transaction_read_only", "on"],
])("the server's own %s is an outage, not a bug of the portal", async (name, value) => {
	const place = await postgresPlace();
	const store = await openStore(place);
	await store.close();
	const database = new URL(place.databaseUrl ?? "").pathname.slice(1);
	await place.run(`alter database "${database}" set ${name} = '${value}'`);
	const limited = await openPostgres(place.databaseUrl ?? "");
	const locked = await limited.pool.connect();
	await locked.query("set statement_timeout = 0; begin; lock table waits in access exclusive mode");
	const wait = { id: "1", usable_at_ms: 1, wait_ms: 1, is_first_change: 0 };
	await expect(limited.db.insertInto("waits").values(wait).execute()).rejects.toMatchObject({
		code: "STORE_UNAVAILABLE",
	});
	await locked.query("rollback");
	locked.release();
	await limited.db.destroy();
});

test("a character that PostgreSQL cannot store does not cause a failure", async () => {
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
	expect(await probeDatabase(place.databaseUrl ?? "")).toMatchObject({ ok: true, isHeard: true });
	expect(await place.tables()).toEqual([]);
	const latin = `latin_${Date.now()}`;
	await place.run(
		`create database ${latin} encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`,
	);
	const elsewhere = new URL(`/${latin}`, place.databaseUrl);
	expect(await probeDatabase(elsewhere.href)).toMatchObject({ ok: true, encoding: "LATIN1" });
	const nobody = await probeDatabase("postgres://keyturn:a-secret@127.0.0.1:1/keyturn");
	expect(nobody).toMatchObject({ ok: false, message: expect.stringContaining("ECONNREFUSED") });
	expect(JSON.stringify(nobody)).not.toContain("a-secret");
});

test("the check notices missing notifications, as behind a transaction-mode pooler", async () => {
	const url = new URL((await postgresPlace({ isEmpty: true })).databaseUrl ?? "");
	const port = Number(url.port);
	const pooler = createServer((client) => {
		const server = connect(port, "127.0.0.1");
		client.pipe(server);
		server.pipe(withoutNotifications()).pipe(client);
		for (const socket of [client, server]) socket.on("error", () => undefined);
	}).listen(0, "127.0.0.1");
	await once(pooler, "listening");
	url.port = String((pooler.address() as AddressInfo).port);
	expect(await probeDatabase(url.href)).toMatchObject({ ok: true, isHeard: false });
	pooler.close();
});

/** Drops the server's messages `NotificationResponse`: a letter, and the length of what follows (PostgreSQL, 55.7). */
function withoutNotifications(): Transform {
	let rest = Buffer.alloc(0);
	return new Transform({
		transform(chunk, _, done) {
			rest = Buffer.concat([rest, chunk]);
			while (rest.length > 4 && rest.length > rest.readInt32BE(1)) {
				const end = rest.readInt32BE(1) + 1;
				if (rest[0] !== "A".charCodeAt(0)) this.push(rest.subarray(0, end));
				rest = rest.subarray(end);
			}
			done();
		},
	});
}
