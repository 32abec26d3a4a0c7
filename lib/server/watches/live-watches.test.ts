import { expect, test } from "vitest";
import { openWatch, reportChange } from "#lib/core/watch/watch.ts";
import { createLog } from "#lib/server/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import { keepLiveWatches } from "./live-watches.ts";

const AT = new Date("2026-11-22T10:00:00Z");
const WATCH = openWatch(
	"ticket",
	{ id: "id", userPrincipalName: "p@contoso.com" },
	{ observations: new Map(), now: AT },
);

/** Live watches over a store whose writes end in their order, when they are told to. */
function overSlowStore() {
	const { promise: written, resolve, reject } = Promise.withResolvers<void>();
	const order: string[] = [];
	const store = {
		saveWatch: () => written.then(() => void order.push("saved")),
		removeWatch: () => written.catch(() => undefined).then(() => void order.push("removed")),
	} as unknown as Store;
	const live = keepLiveWatches(
		[WATCH],
		store,
		createLog(() => undefined),
	);
	const told: number[] = [];
	live.listen("ticket", ({ revision }) => told.push(revision));
	const change = () => live.update("ticket", (watch) => reportChange(watch, AT, AT));
	return { live, order, told, change, resolve, reject };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test("whoever looks is told of a revision only when it is on disk", async () => {
	const { told, change, resolve } = overSlowStore();
	change();
	await soon();
	expect(told).toEqual([]);
	resolve();
	await soon();
	expect(told).toEqual([2]);
});

test("a store that cannot be written keeps nobody from the truth", async () => {
	const { told, change, reject } = overSlowStore();
	const saved = change()?.saved.catch(() => "not saved");
	reject(new Error("disk full"));
	expect(await saved).toBe("not saved");
	await soon();
	expect(told).toEqual([2]);
});

test("a change that is told twice is settled no sooner than it is on disk", async () => {
	const { live, change, resolve } = overSlowStore();
	change();
	change();
	let isSettled = false;
	const settled = live.settle("ticket").then(() => {
		isSettled = true;
	});
	await soon();
	expect(isSettled).toBe(false);
	resolve();
	await settled;
});

test("a watch that is being forgotten is not written any more", async () => {
	const { live, order, change, resolve } = overSlowStore();
	const removed = live.remove("ticket");
	expect(change()).toBeUndefined();
	resolve();
	await removed;
	expect(order).toEqual(["removed"]);
});

test("a watch whose write has failed stays forgotten, too", async () => {
	const { live, order, change, reject } = overSlowStore();
	const saved = change()?.saved.catch(() => undefined);
	const removed = live.remove("ticket");
	reject(new Error("disk full"));
	await Promise.all([saved, removed]);
	await live.settle("ticket");
	expect(order).toEqual(["removed"]);
});
