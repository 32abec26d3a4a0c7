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
