import { expect, test } from "vitest";
import { countStates } from "#lib/core/cohort/cohort-counts.ts";
import { MOST_SHOWN } from "#lib/server/store/cohorts.ts";
import { openStoreForEachTest, restart, store } from "./own-store.ts";

openStoreForEachTest();

const at = (minutes: number) => new Date(Date.UTC(2026, 8, 1, 0, minutes));
const counts = (usable: number) => ({ ...countStates([]), usable });

test("counts survive a restart, one per five minutes, separately for each group", async () => {
	await store.saveSnapshot("a", { at: at(1), counts: counts(1) });
	await store.saveSnapshot("a", { at: at(4), counts: counts(2) });
	await store.saveSnapshot("a", { at: at(6), counts: counts(3) });
	await store.saveSnapshot("b", { at: at(6), counts: counts(9) });
	await restart();
	expect(await store.snapshots("a")).toEqual([
		{ at: at(4), counts: counts(2) },
		{ at: at(6), counts: counts(3) },
	]);
	expect(await store.snapshots("c")).toEqual([]);
});

test("counts of an old campaign are deleted", async () => {
	await store.saveSnapshot("a", { at: at(0), counts: counts(1) });
	await store.saveSnapshot("b", { at: at(401 * 24 * 60), counts: counts(2) });
	expect(await store.snapshots("a")).toEqual([]);
});

test("a group has one deadline until it is removed, and others keep theirs", async () => {
	await store.saveDeadline("a", "2026-12-11", at(0));
	await store.saveDeadline("b", "2026-12-24", at(0));
	await store.saveDeadline("a", "2026-12-18", at(0));
	await restart();
	expect(await store.deadlines()).toEqual([
		{ groupId: "a", day: "2026-12-18" },
		{ groupId: "b", day: "2026-12-24" },
	]);
	await store.saveDeadline("a", null, at(0));
	expect(await store.deadlines()).toEqual([{ groupId: "b", day: "2026-12-24" }]);
});

test("a deadline of an old campaign is deleted", async () => {
	await store.saveDeadline("a", "2026-12-11", at(0));
	await store.saveDeadline("b", null, new Date("2028-03-01T00:00:00Z"));
	expect(await store.deadlines()).toEqual([]);
});

test("a page gets no more counts than it can show, even for a board that was open for weeks", async () => {
	for (let n = 0; n <= MOST_SHOWN; n++) {
		await store.saveSnapshot("a", { at: at(5 * n), counts: counts(n) });
	}
	const shown = await store.snapshots("a");
	expect(shown).toHaveLength(MOST_SHOWN);
	expect([shown[0]?.at, shown.at(-1)?.at]).toEqual([at(0), at(5 * MOST_SHOWN)]);
});
