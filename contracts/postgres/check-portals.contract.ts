import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { learn, NO_HABITS } from "#lib/core/readiness/habits.ts";
import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch } from "#lib/core/watch/watch.ts";
import { openStore } from "#lib/server/store/store.ts";
import { type Practice, startPractice } from "#practice/practice.ts";
import { type PortalProcess, startPortal } from "#tools/portal-process.ts";
import { freePort } from "#tools/ports.ts";
import { endProcess } from "#tools/processes.ts";
import { readCheck } from "../cli/read-check.ts";
import { postgresPlace, type TestPlace } from "../store/place.ts";

/** Operating two portals on one database: `npm run check`, health, metrics, `npm run forget`. */

vi.setConfig({ testTimeout: 120_000 });

const DAY_MS = 86_400_000;

/** Waits from before the portals start, so that one of them follows her. */
const DANA = { id: randomUUID(), userPrincipalName: "dana@contoso.com" };
const TICKET = "ticket-of-a-person-who-is-erased";

let folder: string;
let place: TestPlace;
let practice: Practice;
let environment: Record<string, string>;
let portals: PortalProcess[];

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "keyturn-check-"));
	place = await postgresPlace();
	const store = await openStore(place);
	await store.saveWatch(openWatch(TICKET, DANA, { now: new Date() }), emptyLedger(DANA.id));
	await store.close();
	const ports = [await freePort(), await freePort()];
	const PORTAL_URL = `http://localhost:${ports[0]}`;
	practice = await startPractice({
		domain: "simulated",
		port: 0,
		portalOrigins: [PORTAL_URL],
		dataDir: folder,
		madeAt: new Date(Date.now() - DAY_MS),
		delaysMs: { dc1: 1_000, dc2: 1_000 },
		controllers: { ports: { dc1: 0, dc2: 0 } },
	});
	environment = {
		...practice.environment,
		PORTAL_URL,
		DATABASE_URL: place.databaseUrl ?? "",
		DATA_DIR: join(folder, "unused"),
	};
	portals = await Promise.all(
		ports.map((port) =>
			startPortal({ port, host: "127.0.0.1", environment, hasPages: false, isQuiet: true }),
		),
	);
});
afterAll(async () => {
	for (const { child } of portals ?? []) child.kill("SIGKILL");
	await practice?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const ready = async ({ url }: PortalProcess) => {
	const response = await fetch(`${url}/api/health/ready`);
	return [response.status, (await response.json()).parts];
};
const WELL = { store: "ok", keys: "ok", domain: "ok", mail: "ok" };

test("the check passes while portals are running, and leaves nothing in their database", async () => {
	const before = await place.tables();
	const report = await readCheck(environment);
	expect(report.rows.filter(({ status }) => status === "failed")).toEqual([]);
	expect(report.on("store")).toEqual([
		expect.stringMatching(/^ok: PostgreSQL \d+.* can be reached, and lets/),
	]);
	expect(await place.tables()).toEqual(before);
	expect(await place.rows("select * from portals")).toHaveLength(2);
});

test("the check shows what the portals have learned, or that no portal has run yet", async () => {
	const fresh = await postgresPlace({ isEmpty: true });
	const other = await readCheck({ ...environment, DATABASE_URL: fresh.databaseUrl ?? "" });
	expect(other.on("password-time")).toEqual([expect.stringMatching(/^not checked: Not known/)]);
	expect(await fresh.tables()).toEqual([]);
	const store = await openStore(place);
	const at = new Date();
	const lesson = { about: "passwordTime", kind: "entra" } as const;
	const taught = () => [1, 2, 3].reduce((habits) => learn(habits, lesson, at), NO_HABITS);
	await store.shared?.changeHabits(taught);
	await store.close();
	expect((await readCheck(environment)).on("password-time")).toEqual([
		expect.stringMatching(/^ok: /),
	]);
});

test("a person is erased while both portals run, and is not written again", async () => {
	const { id } = DANA;
	const holder = () => place.rows(`select * from holders where person_id = '${id}'`);
	await expect.poll(holder, { timeout: 20_000 }).toHaveLength(1);
	const status = async ({ url }: PortalProcess) =>
		(await fetch(`${url}/api/watches/${TICKET}`)).status;
	expect(await Promise.all(portals.map(status))).toEqual([200, 200]);

	const script = join(import.meta.dirname, "../../cli/forget.ts");
	const command = (...args: string[]) =>
		promisify(execFile)(process.execPath, [script, id, ...args], {
			env: { ...process.env, ...environment },
		});
	expect((await command("--dry-run")).stdout).toMatch(
		/^Would be forgotten: .*dana@.*\n {2}watches: 1/,
	);
	expect(await Promise.all(portals.map(status))).toEqual([200, 200]);
	expect((await command()).stdout).toContain("Forgotten: ");
	await expect.poll(() => Promise.all(portals.map(status))).toEqual([404, 404]);
	for (let ticks = 0; ticks < 6; ticks++) {
		await new Promise((resolve) => setTimeout(resolve, 500));
		expect(await place.rows(`select * from watches where person_id = '${id}'`)).toEqual([]);
		expect(await place.rows(`select * from ledgers where person_id = '${id}'`)).toEqual([]);
	}
	expect(await holder()).toEqual([]);
});

test("each portal reports its own health, and the other continues without it", async () => {
	const [first, second] = portals;
	if (!first || !second) throw new Error("no portals");
	await expect
		.poll(() => Promise.all(portals.map(ready)), { timeout: 20_000 })
		.toEqual([
			[200, WELL],
			[200, WELL],
		]);
	await endProcess(first.child, "SIGKILL");
	await expect(fetch(`${first.url}/api/health/live`)).rejects.toThrow();
	expect(await ready(second)).toEqual([200, WELL]);
	await expect.poll(() => place.rows("select * from portals")).toHaveLength(1);
	const metrics = await (await fetch(`${second.url}/api/metrics`)).text();
	expect(metrics).toMatch(/^keyturn_part_ok\{part="store"\} 1$/m);
	expect(metrics).toMatch(/^keyturn_controller_readable\{controller="[^"]+"\} 1$/m);
	expect((await readCheck(environment)).ok).toBe(true);
	for (const portal of portals) expect(portal.log()).not.toContain('"level":"error"');
});

test("the check reports an unusable database without its password", async () => {
	const url = new URL(place.databaseUrl ?? "");
	Object.assign(url, { pathname: "/missing", password: "a-secret" });
	const report = await readCheck({ ...environment, DATABASE_URL: url.href });
	expect(report.ok).toBe(false);
	expect(report.on("store")).toEqual([
		expect.stringMatching(/^failed: .*missing.*→ Correct DATABASE_URL/),
	]);
	expect(JSON.stringify(report)).not.toContain("a-secret");
});
