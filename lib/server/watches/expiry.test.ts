import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { awaitConfirmation, trustMachinesClock } from "#lib/clock/clock.ts";
import { partOf } from "#lib/core/part-of.ts";
import { NO_HABITS } from "#lib/core/readiness/habits.ts";
import { emptyLedger, noteSending } from "#lib/core/readiness/ledger.ts";
import { openWatch, WATCH_LIFETIME_MS, type Watch } from "#lib/core/watch/watch.ts";
import { createLog } from "#lib/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import { startExpiry } from "./expiry.ts";
import { keepLiveWatches } from "./live-watches.ts";
import { openForChange } from "./record-change.ts";

const OPENED = new Date("2026-11-22T10:00:00Z");
const MINUTE_MS = 60_000;
const person = { id: "id", userPrincipalName: "dana@aaddscontoso.com" };
const watch = openWatch("ticket", person, { now: OPENED });

let saved: Watch[];
beforeEach(() => {
	saved = [];
	vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"], now: OPENED });
});
afterEach(() => {
	vi.useRealTimers();
});

/** A watch that was opened three days ago and is still viewed. */
function kept() {
	const store = partOf<Store>({
		saveWatch: async (one: Watch) => void saved.push(one),
		ledgers: async () => [],
	});
	const sending = { ticket: "ticket", at: OPENED };
	const live = keepLiveWatches({
		watches: [watch],
		ledgers: [{ personId: person.id, read: () => noteSending(emptyLedger(person.id), sending) }],
		habits: NO_HABITS,
		controllerIds: () => [],
		store,
		log: createLog(() => undefined),
	});
	const reasons: (string | undefined)[] = [];
	live.listen("ticket", (one) => reasons.push(one?.ended?.reason));
	return { live, reasons, watching: { store, live, domain: { controllers: [] } } };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a watch ends after three days: on disk, in memory, and for its viewers", async () => {
	const { live, reasons } = kept();
	const stop = startExpiry(live, () => new Date());
	vi.advanceTimersByTime(WATCH_LIFETIME_MS);
	expect([...live.all()]).toHaveLength(1);
	vi.advanceTimersByTime(MINUTE_MS);
	await settled();
	expect([...live.all()]).toEqual([]);
	expect(saved.map(({ ticket, ended }) => [ticket, ended?.reason])).toEqual([
		["ticket", "expired"],
	]);
	expect(reasons).toEqual(["expired"]);
	stop();
});

test("no watch ends by a clock that the tenant has not confirmed", async () => {
	const { live, reasons } = kept();
	awaitConfirmation();
	const stop = startExpiry(live, () => new Date());
	vi.advanceTimersByTime(WATCH_LIFETIME_MS + MINUTE_MS);
	await settled();
	expect(reasons).toEqual([]);
	trustMachinesClock();
	vi.advanceTimersByTime(MINUTE_MS);
	await settled();
	expect(reasons).toEqual(["expired"]);
	stop();
});

test("somebody who returns to the form after three days gets a new watch", async () => {
	const { watching } = kept();
	vi.setSystemTime(OPENED.getTime() + WATCH_LIFETIME_MS);
	expect((await openForChange(watching, person)).ticket).toBe("ticket");
	vi.setSystemTime(OPENED.getTime() + WATCH_LIFETIME_MS + 1);
	const opened = await openForChange(watching, person);
	expect(opened.ticket).not.toBe("ticket");
	expect(opened.openedAt).toEqual(new Date());
});
