import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "#lib/log.ts";
import { createLimits } from "#lib/server/http/limits.ts";
import { sameAnswers } from "#lib/server/http/same-answer.ts";
import type { CallKey } from "#lib/server/store/answers.ts";
import { openStore, type Store } from "#lib/server/store/store.ts";
import { postgresPlace, type TestPlace } from "../store/place.ts";

/** What two portals count, answer and remember jointly. */

const AT = new Date("2026-11-20T10:00:00Z");
const event = {
	actor: { id: "1", name: "sam" },
	action: "expiry-begun",
	result: "done",
} as const;
const asked = {
	callerId: "agent",
	route: "POST /api/helpdesk/expiries",
	key: "0123456789abcdef",
} as const;

let place: TestPlace;
let stores: Store[];
beforeEach(async () => {
	place = await postgresPlace();
	stores = [await openStore(place), await openStore(place)];
});
afterEach(() => Promise.all(stores.map((store) => store.close())));

test("a limit is shared by all portals", async () => {
	const limits = stores.map((store) => createLimits(() => undefined, store.shared?.counted));
	const taken = [];
	for (let n = 0; n < 40; n++) taken.push(await limits[n % 2]?.take("wrongLinks", "192.0.2.1"));
	expect(taken.filter((held) => held === undefined)).toHaveLength(30);
	expect(taken.at(-1)).toMatchObject({ code: "too-many-requests" });
	expect(await limits[0]?.take("wrongLinks", "192.0.2.2")).toBeUndefined();
	const kept = await place.rows("select * from limits");
	expect(kept).toHaveLength(2);
	expect(JSON.stringify(kept)).not.toContain("192.0.2");
});

test("each portal reserves ten calls of a high limit at a time, and together they never exceed it", async () => {
	const limits = stores.map((store) => createLimits(() => undefined, store.shared?.counted));
	const isTaken = async (n: number) => !(await limits[n % 2]?.take("ownReads", "dana"));
	for (let n = 0; n < 20; n++) expect(await isTaken(n)).toBe(true);
	expect(await place.rows("select points from limits")).toEqual([{ points: 20 }]);
	expect(await isTaken(0)).toBe(true);
	expect(await place.rows("select points from limits")).toEqual([{ points: 30 }]);
	const others = await Promise.all(Array.from({ length: 180 }, (_, n) => isTaken(n)));
	const taken = 21 + others.filter(Boolean).length;
	expect(taken).toBeLessThanOrEqual(120);
	expect(taken).toBeGreaterThan(110);
});

test("a call sent to two portals at once writes once", async () => {
	const log = createLog(() => undefined);
	const calls = stores.map((store) => {
		const make = async (key: CallKey) => {
			const id = await store.idFor(key, randomUUID, AT);
			const { seq } = await store.appendAudit(event, AT, key);
			return { ok: true, value: { id, seq }, status: 201 } as never;
		};
		const sameAnswer = sameAnswers(store, log);
		return (content: object) => sameAnswer({ ...asked, content }, make);
	});
	const answers = await Promise.all(calls.map((call) => call({ a: 1 })));
	expect(answers[0]).toMatchObject({ ok: true, value: { seq: 1 } });
	expect(answers[1]).toEqual(answers[0]);
	expect(await stores[0]?.verifyAudit()).toMatchObject({ ok: true, rows: 1 });
	expect(await calls[1]?.({ a: 2 })).toMatchObject({ ok: false, code: "key-reused" });
});

test("a board's batches are one look-up, whichever portals they go to", async () => {
	const [first, second] = stores.map((store) => store.shared?.lookUps("group"));
	const at = new Date();
	const own = { agentId: "agent", groupId: "group" };
	const id = (await first?.begin({ ...own, members: 3 }, at)) ?? "";
	const portions = await Promise.all([
		first?.take(id, { ...own, ids: ["a", "b"] }, at),
		second?.take(id, { ...own, ids: ["b", "c"] }, at),
	]);
	expect(portions.flat().toSorted()).toEqual(["a", "b", "c"]);
	expect(await second?.take(id, { ...own, ids: ["d"] }, at)).toBeUndefined();
	await second?.putBack(id, ["a"]);
	expect(await first?.take(id, { ...own, ids: ["a", "b"] }, at)).toEqual(["a"]);
	expect(await first?.take(id, { ...own, agentId: "other", ids: ["a"] }, at)).toBeUndefined();
	expect(
		await first?.take(id, { ...own, ids: ["a"] }, new Date(at.getTime() + 13 * 3_600_000)),
	).toBeUndefined();
	for (let n = 0; n < 10; n++)
		await second?.begin({ ...own, members: 1 }, new Date(at.getTime() + n + 1));
	expect(await first?.take(id, { ...own, ids: ["a"] }, at)).toBeUndefined();
});
