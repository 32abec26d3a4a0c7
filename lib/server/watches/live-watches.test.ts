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

/** Live watches over a store whose next write ends when it is told to. */
function overSlowStore() {
	const { promise: written, resolve, reject } = Promise.withResolvers<void>();
	const store = { saveWatch: () => written } as unknown as Store;
	const live = keepLiveWatches(
		[WATCH],
		store,
		createLog(() => undefined),
	);
	const told: number[] = [];
	live.listen("ticket", ({ revision }) => told.push(revision));
	const change = () => live.update("ticket", (watch) => reportChange(watch, AT, AT));
	return { told, change, resolve, reject };
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
