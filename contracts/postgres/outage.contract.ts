import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch } from "#lib/core/watch/watch.ts";
import { openStore } from "#lib/server/store/store.ts";
import { type PortalProcess, startPortal } from "#tools/portal-process.ts";
import { freePort } from "#tools/ports.ts";
import { type PostgresProcess, startPostgres } from "#tools/postgres-process.ts";

/** A portal whose database becomes unavailable and comes back. */

vi.setConfig({ testTimeout: 90_000 });

let server: PostgresProcess;
let portal: PortalProcess;
let folder: string;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "keyturn-outage-"));
	server = await startPostgres();
	const url = new URL(server.urlOf("postgres"));
	url.password = "a-secret";
	const tenant = randomUUID();
	portal = await startPortal({
		port: await freePort(),
		host: "127.0.0.1",
		hasPages: false,
		environment: {
			ENTRA_TENANT_ID: tenant,
			ENTRA_CLIENT_ID: randomUUID(),
			ENTRA_AUTHORITY: `http://127.0.0.1:9/${tenant}`,
			GRAPH_URL: "http://127.0.0.1:9",
			PORTAL_URL: "http://localhost:3000",
			DATABASE_URL: url.href,
			DATA_DIR: folder,
		},
		isQuiet: true,
	});
});
afterAll(async () => {
	portal?.child.kill("SIGKILL");
	await server?.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** The store's part of the answer; there is no tenant here. */
const storeState = async () => {
	const response = await fetch(`${portal.url}/api/health/ready`);
	return (await response.json()).parts.store;
};
const live = async () => (await fetch(`${portal.url}/api/health/live`)).status;

test("it reports the outage, loses nothing, and recovers by itself", async () => {
	const store = await openStore({ dataDir: "", databaseUrl: server.urlOf("postgres") });
	const person = { id: "p", userPrincipalName: "p@contoso.com" };
	await store.saveWatch(openWatch("ticket", person, { now: new Date() }), emptyLedger("p"));
	await expect.poll(storeState).toBe("ok");
	for (const crash of [true, false, true]) {
		await (crash ? server.kill() : server.restart());
		if (crash) {
			// The store is tried every two seconds at most.
			await expect.poll(storeState, { timeout: 5_000 }).toBe("away");
			expect(await live()).toBe(200);
			await expect(store.findWatch("ticket")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
			await expect(
				store.saveWatch(openWatch("other", person, { now: new Date() }), emptyLedger("p")),
			).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
			await server.startAgain();
		}
		await expect.poll(storeState).toBe("ok");
		expect((await store.findWatch("ticket"))?.person.id).toBe("p");
		expect(await store.findWatch("other")).toBeUndefined();
	}
	await store.close();
	expect(portal.child.exitCode).toBeNull();
	expect(portal.log()).toContain('"portals-unreachable"');
	await expect.poll(() => portal.log()).toContain('"portals-reachable"');
	expect(portal.log()).not.toContain("a-secret");
});
