import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { correctClock, now } from "#lib/clock/clock.ts";
import { baselineOf } from "#lib/core/readiness/baseline.ts";
import { absent } from "#lib/core/readiness/example-accounts.ts";
import { changeOf } from "#lib/core/readiness/ledger.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { exampleController } from "#lib/directory/example-controller.ts";
import type { Controller, ManagedDomain } from "#lib/directory/managed-domain.ts";
import { createLog } from "#lib/log.ts";
import { openStore, type Store } from "#lib/server/store/store.ts";
import { openForChange, recordChange } from "./record-change.ts";
import { startWatches, type Watches } from "./watches.ts";

/** Controllers that come and go, or whose writes are followed, while somebody waits. */

const person = { id: randomUUID(), userPrincipalName: "ada@aaddscontoso.com" };

let dataDir: string;
let store: Store;
let watches: Watches | undefined;

beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "keyturn-"));
	store = await openStore({ dataDir });
});
afterEach(async () => {
	correctClock(0);
	watches?.stop();
	await store.close();
	rmSync(dataDir, { recursive: true });
});

/** A controller without accounts that counts its readings. */
function fakeController(id: string): Controller & { readings: number } {
	return {
		...exampleController(id, absent),
		readings: 0,
		async read(keys) {
			this.readings++;
			return new Map(keys.map((key) => [key.id, { kind: "absent", readAt: now() }]));
		},
	};
}

function changingDomain(first: Controller[]) {
	let listeners: (() => void)[] = [];
	let controllers = first;
	const domain: ManagedDomain = {
		get controllers() {
			return controllers;
		},
		onChange(listener) {
			listeners.push(listener);
			return () => {
				listeners = listeners.filter((one) => one !== listener);
			};
		},
	};
	const change = (next: Controller[]) => {
		controllers = next;
		for (const listener of listeners) listener();
	};
	return { domain, change };
}

async function follow(domain: ManagedDomain): Promise<Watches> {
	watches = await startWatches(
		store,
		domain,
		createLog(() => undefined),
	);
	return watches;
}

const shown = () => [...(watches?.live.all() ?? [])][0] as Watch;
const surroundings = async () => await (watches as Watches).live.surroundings(shown());
const ids = async () => (await surroundings()).controllerIds;
const firstBaseline = async () => {
	const { ledger } = await surroundings();
	const change = changeOf(ledger, shown().ticket);
	const [controller] = ledger.controllers;
	return change && controller && baselineOf(change, controller);
};

test("an added controller is read; a removed one is not, and delays nothing", async () => {
	const [dc1, dc2] = [fakeController("dc1"), fakeController("dc2")];
	const { domain, change } = changingDomain([dc1]);
	const watching = await follow(domain);
	const { ticket } = await openForChange(watching, person);
	await recordChange(watching, { ticket, personId: person.id }, new Date());
	expect(shown().controllers).toEqual(["dc1"]);
	change([dc1, dc2]);
	expect(await ids()).toEqual(["dc1", "dc2"]);
	expect((await firstBaseline())?.keys).toBe("absent");
	await expect.poll(() => dc2.readings).toBeGreaterThan(0);
	await expect.poll(() => shown().controllers).toEqual(["dc1", "dc2"]);
	const { revision } = shown();
	change([dc2]);
	expect(shown().revision).toBe(revision + 1);
	expect(shown().controllers).toEqual(["dc2"]);
	const before = dc1.readings;
	await expect.poll(() => dc2.readings).toBeGreaterThan(2);
	expect(dc1.readings).toBeLessThanOrEqual(before + 1);
});

test("a start without DNS keeps what is known about earlier controllers", async () => {
	const { domain } = changingDomain([fakeController("dc1")]);
	const first = await follow(domain);
	await openForChange(first, person);
	first.stop();
	const later = changingDomain([]);
	await follow(later.domain);
	expect(await ids()).toEqual(["dc1"]);
	later.change([fakeController("dc1")]);
	expect((await firstBaseline())?.keys).toBe("absent");
});

test("a controller that is slow to answer still has a baseline", async () => {
	const slow = fakeController("dc1");
	const { read } = slow;
	slow.read = async (keys) => {
		await new Promise((resolve) => setTimeout(resolve, 2_000));
		return await read.call(slow, keys);
	};
	await openForChange(await follow(changingDomain([slow]).domain), person);
	expect((await firstBaseline())?.keys).toBe("absent");
});

test.each([
	["gets the followed state, and no controller is asked", true, 0],
	["triggers a reading where writes are not followed", false, 1],
])("a page opened after a while %s", async (_, isHeard, asked) => {
	const dc1 = fakeController("dc1");
	const watching = await follow(changingDomain([dc1]).domain);
	const { ticket } = await openForChange(watching, person);
	await recordChange(watching, { ticket, personId: person.id }, new Date());
	const before = dc1.readings;
	const later = new Date(now().getTime() + 2 * 60_000);
	correctClock(2 * 60_000);
	if (isHeard) dc1.cached = () => ({ kind: "absent", readAt: now() });
	const { checkedAt } = await watching.view(shown());
	expect(dc1.readings - before).toBe(asked);
	expect(checkedAt?.getTime()).toBeGreaterThanOrEqual(later.getTime());
});
