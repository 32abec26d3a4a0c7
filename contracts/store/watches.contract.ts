import { expect, test } from "vitest";
import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch } from "#lib/core/watch/watch.ts";
import { openStoreForEachTest, store } from "./own-store.ts";

openStoreForEachTest();

const AT = new Date("2026-11-22T10:00:00Z");
const watch = openWatch(
	"ticket",
	{ id: "id", userPrincipalName: "dana@aaddscontoso.com" },
	{ now: AT },
);

const ledger = emptyLedger("id");

test("a watch that is deleted while it is being written stays deleted", async () => {
	await store.saveWatch(watch, ledger);
	const saved = store.saveWatch({ ...watch, changedAt: AT }, ledger);
	await Promise.all([saved, store.removeWatch("ticket")]);
	expect(await store.findWatch("ticket")).toBeUndefined();
});

test("at a start the latest watches come first, without those that have ended", async () => {
	const openedAt = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);
	const some = [3, 9, 1, 7].map((minutes) => ({
		...watch,
		ticket: `ticket-${minutes}`,
		openedAt: openedAt(minutes),
		ended: minutes === 7 ? { at: openedAt(8), reason: "superseded" as const } : undefined,
	}));
	await store.saveWatches(some.map((one) => ({ watch: one, ledger })));
	const tickets = (await store.unendedWatches(openedAt(2))).map(({ ticket }) => ticket);
	expect(tickets).toEqual(["ticket-9", "ticket-3"]);
});
