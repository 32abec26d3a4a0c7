import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { baselineOf } from "#lib/core/readiness/baseline.ts";
import {
	changeOf,
	emptyLedger,
	noteChange,
	noteSending,
	takeReadings,
} from "#lib/core/readiness/ledger.ts";
import { openWatch, type Surroundings, type Watch, watchReadiness } from "#lib/core/watch/watch.ts";
import { type OpenDomain, openDomain } from "#lib/directory/open-domain.ts";
import { createLog } from "#lib/log.ts";
import { openStore, type Store } from "#lib/server/store/store.ts";
import { readManyNow } from "#lib/server/watches/read-now.ts";
import { startWatches, type Watches } from "#lib/server/watches/watches.ts";
import { personNamed } from "#practice/domain/example-people.ts";
import { startSimulatedDomain } from "#practice/domain/simulated-domain.ts";
import {
	CONTROLLERS,
	type Controller,
	type DomainPerson,
	type DomainStandIn,
} from "#practice/domain/stand-in.ts";
import { connectionTo } from "./connection-to.ts";

/** The observer's load on the domain, counted at the controllers. */

const SECOND = 1_000;

let dataDir: string;
let stand: DomainStandIn;
let domain: OpenDomain;
let store: Store;
let watches: Watches | undefined;
let counts: Record<Controller, Record<string, number>>;

vi.setConfig({ testTimeout: 60_000 });

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
	domain = await openDomain(
		connectionTo({ ...stand.environment, DOMAIN_KERBEROS_CHECK: "false" }),
		createLog(() => undefined),
	);
	store = await openStore({ dataDir });
});
afterEach(async () => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	watches?.stop();
	await domain.close();
	await store.close();
	await stand.stop();
	rmSync(dataDir, { recursive: true });
	watches = undefined;
});

const people = Array.from({ length: 250 }, (_, i) => personNamed(`p${i}`));

/** Starts the observer with one watch for each of these people, with a change of that age. */
async function follow(some: readonly DomainPerson[], ageMs = 0): Promise<Watches> {
	for (const controller of CONTROLLERS) await stand.addMany(controller, some, "old");
	const readings = await readManyNow(domain, some);
	const at = new Date(Date.now() - ageMs);
	// Saved together, they are written at once.
	const saved = some.map(async (person) => {
		const ticket = randomUUID();
		const ledger = takeReadings(emptyLedger(person.id), readings.get(person.id) ?? new Map());
		const reported = noteChange(noteSending(ledger, { ticket, at }), ticket, at, at);
		await store.saveWatch({ ...openWatch(ticket, person, { now: at }), changedAt: at }, reported);
	});
	await Promise.all(saved);
	watches = await startWatches(
		store,
		domain,
		createLog(() => undefined),
	);
	return watches;
}

const shown = (): Watch[] => [...(watches?.live.all() ?? [])];

async function surroundings(watch: Watch): Promise<Surroundings> {
	if (!watches) throw new Error("not started");
	return await watches.live.surroundings(watch);
}

/** What is known of each controller, for the first watch or the given one. */
const known = async (watch = shown()[0]) =>
	watch ? (await surroundings(watch)).ledger.controllers : [];
const latest = async (index: number, watch?: Watch) => (await known(watch))[index]?.latest;

async function firstBaseline() {
	const [watch] = shown();
	if (!watch) return undefined;
	const { ledger } = await surroundings(watch);
	const change = changeOf(ledger, watch.ticket);
	const [controller] = ledger.controllers;
	return change && controller && baselineOf(change, controller)?.keys;
}

/**
 * The requests to every controller within a period, after the first reading, and how long it really was: it goes on, on
 * a busy machine, until each was searched `atLeast` times.
 */
async function countWhile(ms: number, atLeast = 0): Promise<typeof counts & { seconds: number }> {
	const started = new Date();
	const areAllReadAgain = async () => {
		const all = await Promise.all(shown().map((watch) => known(watch)));
		return all.flat().every((controller) => controller.latest.readAt > started);
	};
	await expect.poll(areAllReadAgain).toBe(true);
	const before = structuredClone(counts);
	const beganAt = performance.now();
	await sleep(ms);
	const since = (at: Controller) =>
		Object.fromEntries(Object.entries(counts[at]).map(([k, n]) => [k, n - (before[at][k] ?? 0)]));
	const fewest = () => Math.min(...CONTROLLERS.map((at) => since(at).search ?? 0));
	await expect.poll(fewest, { timeout: 10 * SECOND }).toBeGreaterThanOrEqual(atLeast);
	const seconds = (performance.now() - beganAt) / SECOND;
	return { dc1: since("dc1"), dc2: since("dc2"), seconds };
}

/** Waits until there were no requests for a second, so that earlier ones are over. */
async function untilQuiet(): Promise<void> {
	const isQuiet = async () => {
		const before = structuredClone(counts);
		await sleep(SECOND);
		return isDeepStrictEqual(counts, before);
	};
	await expect.poll(isQuiet).toBe(true);
}

const DEAF = ["highestCommittedUSN"];

/** Hides the USN from the portal on every controller. */
async function deafen(): Promise<void> {
	for (const at of CONTROLLERS) await stand.hideAttributes(at, DEAF);
}

test("while nothing is written, waiting costs one small request four times a second", async () => {
	await follow(people);
	await sleep(2 * SECOND);
	// And one search a second, for values without a USN.
	const { dc1, dc2, seconds } = await countWhile(3.2 * SECOND, 3);
	for (const { search = 0, connection } of [dc1, dc2]) {
		expect(search).toBeLessThanOrEqual(seconds * 5 + 2);
		expect(connection).toBe(0);
	}
	expect(counts).toMatchObject({
		dc1: { connection: 1, bind: 1 },
		dc2: { connection: 1, bind: 1 },
	});
});

test("in a domain that writes all the time, each poll looks for what was written once", async () => {
	await follow(people);
	await sleep(2 * SECOND);
	const stranger = personNamed("stranger");
	await stand.addAccount("dc1", stranger, "old");
	let writes = 0;
	const writing = setInterval(() => {
		stand.describe("dc1", stranger.id, `${++writes}`).catch(() => undefined);
	}, 40);
	try {
		const { dc1, seconds } = await countWhile(3.2 * SECOND, 3);
		expect(writes).toBeGreaterThan(20);
		// The USN and one listing (or, now and then, two searches by id) four times a second; and values without a USN.
		expect(dc1.search ?? 0).toBeLessThanOrEqual(seconds * (4 * 2 + 2) + 4);
		expect(dc1.search ?? 0).toBeGreaterThan(seconds * 4);
	} finally {
		clearInterval(writing);
	}
});

test("a written account is read at once, with the time it was last seen unwritten", async () => {
	await follow(people);
	await sleep(3 * SECOND);
	const [first] = people;
	if (!first) throw new Error("nobody");
	const ofFirst = () => shown().find((watch) => watch.person.id === first.id);
	const arrival = async () => {
		const watch = ofFirst();
		const found = watch && watchReadiness(watch, await surroundings(watch), new Date());
		return found?.controllers[0]?.arrival;
	};
	const writtenAt = Date.now();
	await stand.setKeys("dc1", first, "Granite-Puffin-88");
	await expect.poll(arrival, { interval: 20 }).toBeDefined();
	const { missingAt, seenAt } = (await arrival()) ?? {};
	// Four times a second; without the USN it would be every five to ten seconds.
	expect(missingAt?.getTime()).toBeGreaterThan(writtenAt - 4 * SECOND);
	expect(missingAt?.getTime()).toBeLessThanOrEqual(seenAt?.getTime() ?? 0);
});

test("an account that appears, disappears or is locked is noticed", async () => {
	const some = people.slice(0, 3);
	await follow(some);
	const [gone, locked, made] = some;
	if (!gone || !locked || !made) throw new Error("nobody");
	const of = (person: DomainPerson) => async () =>
		await latest(
			0,
			shown().find((watch) => watch.person.id === person.id),
		);
	await stand.removeAccount("dc1", made.id);
	await expect.poll(of(made)).toMatchObject({ kind: "absent" });
	await stand.removeAccount("dc1", gone.id);
	await stand.lock("dc1", locked.id);
	await stand.setKeys("dc1", made, "Granite-Puffin-88");
	await expect.poll(of(made)).toMatchObject({ kind: "present" });
	await expect.poll(of(locked)).toMatchObject({ account: { lockedOut: true } });
	await expect.poll(of(gone)).toMatchObject({ kind: "absent" });
});

test("without a USN the accounts of fresh watches are polled every second", async () => {
	await deafen();
	await follow(people);
	// 250 people are two searches spread over the second, plus one that looks for the USN.
	const { dc1, dc2, seconds } = await countWhile(3.2 * SECOND, 2 * 2);
	for (const { search = 0, connection } of [dc1, dc2]) {
		expect(search).toBeLessThanOrEqual(3 * seconds + 14);
		expect(connection).toBe(0);
	}
});

test("a thousand open pages add no load", async () => {
	const { live } = await follow(people.slice(0, 20));
	for (const { ticket } of shown()) {
		for (let i = 0; i < 50; i++) live.listen(ticket, () => undefined);
	}
	const { dc1, dc2, seconds } = await countWhile(3.2 * SECOND);
	for (const { search = 0 } of [dc1, dc2]) expect(search).toBeLessThanOrEqual(seconds * 5 + 2);
});

test("when nobody waits, no controller gets a request", async () => {
	await follow([]);
	await untilQuiet();
	const atStart = structuredClone(counts);
	await sleep(2 * SECOND);
	expect(counts).toEqual(atStart);
	await follow(people.slice(0, 1));
	await countWhile(0);
	for (const watch of shown()) await watches?.live.remove(watch.ticket);
	await untilQuiet();
	const before = structuredClone(counts);
	await sleep(2 * SECOND);
	expect(counts).toEqual(before);
});

test("a hanging controller does not delay the others", async () => {
	await follow(people.slice(0, 150));
	await countWhile(0);
	await stand.hangController("dc2");
	const [first] = people;
	if (!first) throw new Error("nobody");
	const ofFirst = () => shown().find((watch) => watch.person.id === first.id);
	const before = counts.dc1.search ?? 0;
	await stand.setKeys("dc1", first, "Granite-Puffin-88");
	const arrival = async () => {
		const watch = ofFirst();
		const found = watch && watchReadiness(watch, await surroundings(watch), new Date());
		return found?.controllers[0]?.arrival;
	};
	await expect.poll(arrival).toBeDefined();
	await expect
		.poll(() => latest(1, ofFirst()))
		.toMatchObject({ kind: "unread", reason: "timeout" });
	expect((counts.dc1.search ?? 0) - before).toBeGreaterThanOrEqual(2 * 4);
	expect(ofFirst()).toMatchObject({ state: "arriving" });
});

test("a restarted controller is read again and keeps its baseline", async () => {
	await follow(people.slice(0, 1));
	await countWhile(0);
	const before = await firstBaseline();
	expect(before).toMatchObject({ keyWrites: expect.anything() });
	await stand.stopController("dc1");
	const kind = async (index: number) => (await latest(index))?.kind;
	await expect.poll(() => kind(0)).toBe("unread");
	expect(await kind(1)).toBe("present");
	await stand.resumeController("dc1");
	await expect.poll(() => kind(0)).toBe("present");
	expect(await firstBaseline()).toEqual(before);
	expect(counts.dc1.connection).toBe(2);
});

test("a read triggered by a page does not reset what is known about the keys", async () => {
	const { live, stop, view } = await follow(people.slice(0, 1));
	const [person] = people;
	if (!person) throw new Error("nobody");
	const [watch] = shown();
	if (!watch) throw new Error("nobody is followed");
	const states: unknown[] = [];
	live.listen(watch.ticket, (next) => states.push(next?.state));
	for (const at of CONTROLLERS) await stand.setKeys(at, person, "Granite-Puffin-88");
	await expect.poll(() => states.at(-1)).toBe("usable");
	stop();
	states.length = 0;
	// Two minutes later, with no readings in between.
	vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 60 * SECOND });
	const steadyNow = performance.now.bind(performance);
	vi.spyOn(performance, "now").mockImplementation(() => steadyNow() + 2 * 60 * SECOND);
	const cameAt = new Date();
	expect((await view(watch)).state).toBe("usable");
	expect((await latest(0))?.readAt.getTime()).toBeGreaterThanOrEqual(cameAt.getTime());
	expect(states).toEqual([]);
});
