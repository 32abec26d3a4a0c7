import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
	type ControllerAnswer,
	openWatch,
	reportChange,
	type Watch,
} from "#lib/core/watch/watch.ts";
import { createLog } from "#lib/server/log.ts";
import { type OpenDomain, openDomain } from "#lib/server/managed-domain/open-domain.ts";
import { readSettings } from "#lib/server/settings/settings.ts";
import { openStore, type Store } from "#lib/server/store/store.ts";
import { startWatches, type Watches } from "#lib/server/watches/watches.ts";
import { type SimulatedDomain, startSimulatedDomain } from "./simulated-domain.ts";
import { CONTROLLERS, type Controller, type DomainPerson } from "./stand-in.ts";

/** What the one observer costs the domain, counted at the controllers themselves. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let dataDir: string;
let stand: SimulatedDomain;
let domain: OpenDomain;
let store: Store;
let watches: Watches | undefined;
let counts: Record<Controller, Record<string, number>>;

vi.setConfig({ testTimeout: 20_000 });

beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "keyturn-"));
	counts = { dc1: {}, dc2: {} };
	stand = await startSimulatedDomain({
		dataDir,
		ports: { dc1: 0, dc2: 0 },
		onTraffic(at, kind) {
			counts[at][kind] = (counts[at][kind] ?? 0) + 1;
		},
	});
	const settings = readSettings({
		ENTRA_TENANT_ID: randomUUID(),
		ENTRA_CLIENT_ID: randomUUID(),
		PORTAL_URL: "http://localhost:3000",
		...stand.environment,
		DOMAIN_KERBEROS_CHECK: "false",
	});
	if (!settings.ok) throw new Error(JSON.stringify(settings));
	domain = await openDomain(
		settings.value.connection,
		createLog(() => undefined),
	);
	store = await openStore({ dataDir });
});
afterEach(async () => {
	watches?.stop();
	await domain.close();
	await store.close();
	await stand.stop();
	rmSync(dataDir, { recursive: true });
	watches = undefined;
});

const people: DomainPerson[] = Array.from({ length: 250 }, (_, i) => ({
	id: randomUUID(),
	userPrincipalName: `p${i}@aaddscontoso.com`,
	samAccountName: `p${i}`,
	displayName: `Person ${i}`,
}));

/** Starts the observer with one watch for each of these people, changed so long ago. */
async function follow(some: readonly DomainPerson[], ageMs = 0): Promise<Watches> {
	const at = new Date(Date.now() - ageMs);
	for (const person of some) {
		for (const controller of CONTROLLERS) await stand.addAccount(controller, person, "old");
	}
	const held = some.length > 0 ? await baselines(some) : [];
	for (const person of some) {
		const observations = new Map(held.map(([id, of]) => [id, of(person.id)]));
		const watch = openWatch(randomUUID(), person, { observations, now: at });
		await store.saveWatch(reportChange(watch, at, at));
	}
	watches = await startWatches(
		store,
		domain,
		createLog(() => undefined),
	);
	return watches;
}

/** What each controller holds now, by the person's id. */
async function baselines(some: readonly DomainPerson[]) {
	const readings = domain.controllers.map(async (controller) => {
		const answers = await controller.read(some);
		const of = (id: string): ControllerAnswer => {
			const observation = answers.get(id);
			if (!observation) throw new Error("not read");
			return { name: controller.name(), observation };
		};
		return [controller.id, of] as const;
	});
	return await Promise.all(readings);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const shown = (): Watch[] => [...(watches?.live.all() ?? [])];

/** What every controller was asked within a time, after the first reading. */
async function countWhile(ms: number): Promise<typeof counts> {
	const started = new Date();
	const isReadAgain = ({ records }: Watch) => records.every((r) => r.latest.readAt > started);
	await expect.poll(() => shown().every(isReadAgain), { timeout: 5 * SECOND }).toBe(true);
	const before = structuredClone(counts);
	await pause(ms);
	const since = (at: Controller) =>
		Object.fromEntries(Object.entries(counts[at]).map(([k, n]) => [k, n - (before[at][k] ?? 0)]));
	return { dc1: since("dc1"), dc2: since("dc2") };
}

test("fresh watches are read every second, a hundred in a search, over one kept connection", async () => {
	await follow(people);
	const { dc1, dc2 } = await countWhile(3.2 * SECOND);
	for (const { search = 0, connection } of [dc1, dc2]) {
		// 250 people are three searches, each with its own turn within the second.
		expect(search).toBeGreaterThanOrEqual(2 * 3);
		expect(search).toBeLessThanOrEqual(4 * 3);
		expect(connection).toBe(0);
	}
	expect(counts).toMatchObject({
		dc1: { connection: 1, bind: 1 },
		dc2: { connection: 1, bind: 1 },
	});
});

test("a watch that is older is read more seldom", async () => {
	await follow(people.slice(0, 20), 30 * MINUTE);
	const { dc1, dc2 } = await countWhile(3.2 * SECOND);
	for (const { search = 0 } of [dc1, dc2]) expect([1, 2]).toContain(search);
});

test("a thousand open pages change nothing", async () => {
	const { live } = await follow(people.slice(0, 20));
	for (const { ticket } of shown()) {
		for (let i = 0; i < 50; i++) live.listen(ticket, () => undefined);
	}
	const { dc1, dc2 } = await countWhile(3.2 * SECOND);
	for (const { search = 0 } of [dc1, dc2]) {
		expect(search).toBeGreaterThanOrEqual(2);
		expect(search).toBeLessThanOrEqual(4);
	}
});

test("when nobody waits, no controller is asked for anything", async () => {
	await follow([]);
	await pause(2 * SECOND);
	expect(counts).toEqual({ dc1: {}, dc2: {} });
	await follow(people.slice(0, 1));
	await countWhile(0);
	for (const watch of shown()) await watches?.live.remove(watch.ticket);
	await pause(SECOND);
	const before = structuredClone(counts);
	await pause(2 * SECOND);
	expect(counts).toEqual(before);
});

test("a controller that hangs holds up no other", async () => {
	await follow(people.slice(0, 150));
	await countWhile(0);
	await stand.hangController("dc2");
	const [first] = people;
	if (!first) throw new Error("nobody");
	const ofFirst = () => shown().find((watch) => watch.person.id === first.id);
	const before = counts.dc1.search ?? 0;
	await stand.setKeys("dc1", first, "Granite-Puffin-88");
	await expect
		.poll(() => ofFirst()?.records[0]?.arrival !== undefined, { timeout: 1.8 * SECOND })
		.toBe(true);
	await pause(3 * SECOND);
	expect((counts.dc1.search ?? 0) - before).toBeGreaterThanOrEqual(2 * 2);
	expect(ofFirst()).toMatchObject({ state: "arriving" });
	expect(ofFirst()?.records[1]?.latest).toMatchObject({ kind: "unread", reason: "timeout" });
});

test("a controller that starts again is read again, and its baseline is what it was", async () => {
	await follow(people.slice(0, 1));
	await countWhile(0);
	const [before] = shown();
	await stand.stopController("dc1");
	await expect
		.poll(() => shown()[0]?.records[0]?.latest.kind, { timeout: 4 * SECOND })
		.toBe("unread");
	expect(shown()[0]?.records[1]?.latest.kind).toBe("present");
	await stand.resumeController("dc1");
	await expect
		.poll(() => shown()[0]?.records[0]?.latest.kind, { timeout: 4 * SECOND })
		.toBe("present");
	expect(shown()[0]?.records[0]?.baseline).toEqual(before?.records[0]?.baseline);
	expect(counts.dc1.connection).toBe(2);
});
