import { describe, expect, test, vi } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import {
	absent,
	account,
	CHANGED_AT,
	keyWrites,
	minutesAfter,
	newKeys,
	present,
} from "#lib/core/readiness/example-accounts.ts";
import { type Habits, NO_HABITS } from "#lib/core/readiness/habits.ts";
import {
	emptyLedger,
	noteChange,
	noteSending,
	type PersonLedger,
	takeReadings,
} from "#lib/core/readiness/ledger.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { openWatch, type Watch, watchReadiness } from "#lib/core/watch/watch.ts";
import { createLog } from "#lib/log.ts";
import type { SharedStore } from "#lib/server/store/shared-store.ts";
import type { Store } from "#lib/server/store/store.ts";
import { type Beginning, keepLiveWatches, type LiveWatches } from "./live-watches.ts";
import { openForChange, recordChange } from "./record-change.ts";

const AT = new Date("2026-11-22T10:00:00Z");
const PERSON = { id: "id", userPrincipalName: "p@contoso.com" };
const WATCH = openWatch("ticket", PERSON, { now: AT });
const LEDGER = noteSending(emptyLedger("id"), { ticket: "ticket", at: AT });

const storedAs = (ledger: PersonLedger) => ({ personId: ledger.personId, read: () => ledger });

const beginning = (store: Partial<Store>): Beginning => ({
	watches: [],
	ledgers: [],
	habits: NO_HABITS,
	controllerIds: () => ["dc1"],
	store: store as Store,
	log: createLog(() => undefined),
});

/** Live watches on a store whose writes complete in order, on command. */
function overSlowStore() {
	const { promise: written, resolve, reject } = Promise.withResolvers<void>();
	const order: string[] = [];
	const live = keepLiveWatches({
		...beginning({
			saveWatch: () => written.then(() => void order.push("saved")),
			removeWatch: () => written.catch(() => undefined).then(() => void order.push("removed")),
		}),
		watches: [WATCH],
		ledgers: [storedAs(LEDGER)],
	});
	const revisions: (number | undefined)[] = [];
	live.listen("ticket", (watch) => revisions.push(watch?.revision));
	const change = () =>
		live.updatePerson("id", (ledger) => noteChange(ledger, "ticket", AT, AT), AT).saved;
	return { live, order, revisions, change, resolve, reject };
}

test("a stored ledger is read when somebody needs it, with what has landed meanwhile", async () => {
	const read = vi.fn(() => noteChange(LEDGER, "ticket", AT, AT));
	const at = new Date(AT.getTime() + 40 * 60_000);
	const live = keepLiveWatches({
		...beginning({}),
		watches: [WATCH],
		ledgers: [{ personId: "id", read }],
		habits: { ...NO_HABITS, lastLanded: { changedAt: at, at } },
	});
	expect([live.get("ticket"), live.of("id")]).toEqual([WATCH, [WATCH]]);
	expect(read).not.toHaveBeenCalled();
	for (let times = 0; times < 2; times++)
		expect(live.recordedLedgerOf("id").changes[0]?.overtakenAt).toEqual(at);
	expect(read).toHaveBeenCalledTimes(1);
});

test("when thousands are due at once only some are judged, so that nothing else is blocked", () => {
	const ids = Array.from({ length: 1_200 }, (_, i) => `id-${i}`);
	const confirm = vi.fn((ledger: PersonLedger) => ledger);
	const live = keepLiveWatches({
		...beginning({ saveWatch: async () => undefined }),
		watches: ids.map((id) => openWatch(id, { ...PERSON, id }, { now: AT })),
		ledgers: ids.map((id) => storedAs(noteSending(emptyLedger(id), { ticket: id, at: AT }))),
		confirm,
	});
	live.judgeDue(AT);
	const afterSetBack = new Date(AT.getTime() - 60_000);
	const judged = Array.from({ length: 3 }, () => {
		confirm.mockClear();
		live.judgeDue(afterSetBack);
		return confirm.mock.calls.map(([{ personId }]) => personId);
	});
	expect(judged.map((some) => some.length)).toEqual([500, 500, 200]);
	expect(new Set(judged.flat())).toEqual(new Set(ids));
});

const soon = () => new Promise((resolve) => setImmediate(resolve));

test("a revision is sent to listeners only once it is on disk", async () => {
	const { live, revisions, change, resolve } = overSlowStore();
	void change();
	await soon();
	expect(revisions).toEqual([]);
	expect(live.published("ticket")).toEqual({ watch: WATCH, ledger: LEDGER });
	resolve();
	await soon();
	expect(revisions).toEqual([2]);
	expect(live.published("ticket")).toBeUndefined();
});

test("a store that cannot be written does not keep news from listeners", async () => {
	const { revisions, change, reject } = overSlowStore();
	const saved = change().catch(() => "not saved");
	reject(new Error("disk full"));
	expect(await saved).toBe("not saved");
	await soon();
	expect(revisions).toEqual([2]);
});

test("with several portals a revision is neither published nor shown before it is written", async () => {
	let isDown = true;
	const live = keepLiveWatches({
		...beginning({
			saveWatch: async () => {
				if (isDown) throw new Error("disk full");
			},
			shared: partOf<SharedStore>({}),
		}),
		watches: [WATCH],
		ledgers: [storedAs(LEDGER)],
	});
	const revisions: (number | undefined)[] = [];
	live.listen("ticket", (watch) => revisions.push(watch?.revision));
	const report = (ledger: PersonLedger) => noteChange(ledger, "ticket", AT, AT);
	await expect(live.updatePerson("id", report, AT).saved).rejects.toThrow("disk full");
	expect(live.get("ticket")?.revision).toBe(2);
	expect(live.published("ticket")).toEqual({ watch: WATCH, ledger: LEDGER });
	isDown = false;
	await live.settle("ticket");
	expect(live.published("ticket")).toBeUndefined();
	expect(revisions).toEqual([2]);
});

describe("a change is confirmed only by a portal that has stored it", () => {
	const changedAt = new Date();
	const watch = openWatch("ticket", PERSON, { now: changedAt });
	const ledger = noteSending(emptyLedger("id"), { ticket: "ticket", at: changedAt });

	/** A portal that holds the person in its first turn; the store has the watch. */
	function startHolder(known: Pick<Beginning, "watches" | "ledgers">) {
		const stored: Watch[] = [];
		let turn: number | undefined = 1;
		const holders = partOf<SharedStore["holders"]>({
			turnOf: () => turn,
			take: async (personId, _, onTaken) => {
				turn = 3;
				onTaken({ personIds: [personId], watches: [watch], ledgers: [storedAs(ledger)] });
			},
		});
		const store = partOf<Store>({
			saveWatch: async (one) => void stored.push(one),
			findWatch: async () => watch,
			shared: partOf<SharedStore>({ holders }),
		});
		const live = keepLiveWatches({ ...beginning(store), ...known });
		const lose = () => {
			turn = undefined;
			live.release("id");
		};
		const report = () =>
			recordChange(
				{ store, domain: { controllers: [] }, live },
				{ ticket: "ticket", personId: "id" },
				changedAt,
			);
		return { live, stored, lose, report };
	}

	test("not by one that has since lost the person", async () => {
		const { live, stored, lose, report } = startHolder({
			watches: [watch],
			ledgers: [storedAs(ledger)],
		});
		const hold = live.hold.bind(live);
		live.hold = async (personId) => {
			live.hold = hold;
			const isHeld = await hold(personId);
			lose();
			return isHeld;
		};
		expect(await report()).toMatchObject({ ok: true, watch: { changedAt } });
		expect(stored.at(-1)?.changedAt).toEqual(changedAt);
	});

	test("not by one that does not know yet that another opened the watch", async () => {
		const { stored, report } = startHolder({ watches: [], ledgers: [] });
		expect(await report()).toMatchObject({ ok: true, watch: { changedAt } });
		expect(stored.at(-1)?.changedAt).toEqual(changedAt);
	});
});

test("a change that is reported twice is settled only once it is on disk", async () => {
	const { live, change, resolve } = overSlowStore();
	void change();
	void change();
	let isSettled = false;
	const settled = live.settle("ticket").then(() => {
		isSettled = true;
	});
	await soon();
	expect(isSettled).toBe(false);
	resolve();
	await settled;
});

describe("a watch that is forgotten", () => {
	test("is no longer written", async () => {
		const { live, order, change, resolve } = overSlowStore();
		const removed = live.remove("ticket");
		await change();
		resolve();
		await removed;
		expect(order).toEqual(["removed"]);
	});
	test("stays forgotten even when its write has failed", async () => {
		const { live, order, change, reject } = overSlowStore();
		const saved = change().catch(() => undefined);
		const removed = live.remove("ticket");
		reject(new Error("disk full"));
		await Promise.all([saved, removed]);
		await live.settle("ticket");
		expect(order).toEqual(["removed"]);
	});
	test("is gone for listeners once the store has deleted it", async () => {
		const { live, revisions, resolve } = overSlowStore();
		const removed = live.remove("ticket");
		await soon();
		expect(revisions).toEqual([]);
		resolve();
		await removed;
		expect(revisions).toEqual([undefined]);
		expect([live.get("ticket"), live.of("id")]).toEqual([undefined, []]);
	});
	test("stays live when the store cannot delete it", async () => {
		const live = keepLiveWatches({
			...beginning({ removeWatch: () => Promise.reject(new Error("disk full")) }),
			watches: [WATCH],
			ledgers: [storedAs(LEDGER)],
		});
		const notified: unknown[] = [];
		live.listen("ticket", (watch) => notified.push(watch));
		await expect(live.remove("ticket")).rejects.toThrow("disk full");
		expect([live.get("ticket"), notified]).toEqual([WATCH, []]);
	});
});

/** Live watches of several people on a store in memory. */
function domain(habits = NO_HABITS) {
	const ledgers = new Map<string, PersonLedger>();
	const watches = new Map<string, Watch>();
	const savedHabits: Habits[] = [];
	const store = partOf<Store>({
		async saveWatch(watch: Watch, ledger: PersonLedger) {
			watches.set(watch.ticket, watch);
			ledgers.set(ledger.personId, ledger);
		},
		removeWatch: async (ticket: string) => void watches.delete(ticket),
		findWatch: async (ticket: string) => watches.get(ticket),
		ledgers: async (ids: string[]) => ids.flatMap((id) => ledgers.get(id) ?? []),
		saveHabits: async (learned: Habits) => void savedHabits.push(learned),
	});
	const start = (): LiveWatches =>
		keepLiveWatches({
			...beginning(store),
			watches: [...watches.values()],
			ledgers: [...ledgers.values()].map(storedAs),
			habits: savedHabits.at(-1) ?? habits,
		});
	return { store, start, savedHabits };
}

const on = (held: Observation, minutes: number) => {
	const readAt = minutesAfter(minutes);
	const source = { machine: "CN=DC1", clock: readAt };
	const observation = held.kind === "unread" ? held : { ...held, readAt, source };
	return new Map([["dc1", { name: "dc1", observation }]]);
};

/** Opens a person's watch with a baseline, and reports its change. */
async function changed(live: LiveWatches, id: string, before: Observation, minutes = 0) {
	const at = minutesAfter(minutes - 1);
	await live.add(openWatch(id, { ...PERSON, id }, { now: at }), (ledger) =>
		noteSending(takeReadings(ledger, on(before, minutes - 1)), { ticket: id, at }),
	);
	const changedAt = minutesAfter(minutes);
	await live.updatePerson(id, (l) => noteChange(l, id, changedAt, changedAt), changedAt).saved;
}
const read = (live: LiveWatches, id: string, minutes: number, held: Observation) =>
	live.updatePerson(id, (l) => takeReadings(l, on(held, minutes)), minutesAfter(minutes)).saved;

describe("the effect of one landing on others", () => {
	const obstacle = async (live: LiveWatches, ticket: string, minutes: number) => {
		const watch = live.get(ticket);
		if (!watch) throw new Error("no watch");
		const surroundings = await live.surroundings(watch);
		return watchReadiness(watch, surroundings, minutesAfter(minutes)).obstacle?.kind;
	};
	async function landing(live: LiveWatches) {
		await changed(live, "old", absent());
		await changed(live, "recent", absent(), 20);
		await changed(live, "other", present(), 40);
		for (const id of ["old", "recent"]) await read(live, id, 41, absent());
		await read(live, "other", 42, present(newKeys(minutesAfter(41.5))));
		expect(live.get("other")?.state).toBe("usable");
	}

	/** "a" changes once more, after 51 minutes, which has arrived after 55. */
	async function changesAgain(live: LiveWatches) {
		const at = minutesAfter(50);
		live.updatePerson(
			"a",
			(l) => noteSending(takeReadings(l, on(present(), 50)), { ticket: "a", at }),
			at,
		);
		const changedAt = minutesAfter(51);
		await live.updatePerson("a", (l) => noteChange(l, "a", changedAt, changedAt), changedAt).saved;
		await read(live, "a", 56, present(newKeys(minutesAfter(55))));
	}

	test("a change that it overtakes by half an hour may not be synchronised at all; a later one is unaffected", async () => {
		const live = domain().start();
		await landing(live);
		expect(await obstacle(live, "old", 43)).toBe("not-in-scope");
		expect(await obstacle(live, "recent", 43)).toBeUndefined();
		expect(await obstacle(live, "other", 43)).toBeUndefined();
	});
	test("pages of an overtaken watch are notified", async () => {
		const live = domain().start();
		const revisions: number[] = [];
		live.listen("old", (watch) => revisions.push(watch?.revision ?? 0));
		await landing(live);
		await soon();
		expect(revisions.at(-1)).toBe(live.get("old")?.revision);
		expect(await obstacle(live, "old", 43)).toBe("not-in-scope");
	});
	test("an earlier change of the same person that it overtook no longer holds up the next one", async () => {
		const live = domain().start();
		await changed(live, "a", present());
		await changed(live, "other", present(), 40);
		await read(live, "other", 42, present(newKeys(minutesAfter(41.5))));
		await changesAgain(live);
		expect(live.get("a")).toMatchObject({ state: "usable", usableAt: minutesAfter(56) });
	});
	test("and is still overtaken after a restart, for a watch not written since", async () => {
		const { start } = domain();
		const live = start();
		await changed(live, "a", present());
		await changed(live, "other", present(), 40);
		// The landing changes nothing visible in this watch, so it is not written.
		await read(live, "a", 41, present());
		await read(live, "other", 42, present(newKeys(minutesAfter(41.5))));
		const later = start();
		await changesAgain(later);
		expect(later.get("a")?.state).toBe("usable");
	});
});

describe("how the domain writes", () => {
	/** `pwdLastSet` carries Entra's time, five minutes before the write. */
	const landed = (changedAtMinutes: number) =>
		present(
			newKeys(minutesAfter(changedAtMinutes + 5), {
				passwordSetAt: minutesAfter(changedAtMinutes),
			}),
		);

	test("is learned once per landing and written to the store", async () => {
		const { start, savedHabits } = domain();
		const live = start();
		for (const id of ["a", "b", "c"]) {
			await changed(live, id, present());
			for (const minutes of [6, 7]) await read(live, id, minutes, landed(0));
			expect(live.get(id)?.state).toBe("usable");
		}
		expect(live.habits().passwordTime).toMatchObject({ kind: "entra", count: 3 });
		expect(savedHabits.at(-1)).toEqual(live.habits());
	});
	test("and is published to watches whose keys it proves", async () => {
		const live = domain().start();
		await changed(live, "d", present(), -3);
		const at = minutesAfter(-1);
		const again = (l: PersonLedger) =>
			noteSending(takeReadings(l, on(present(), -1)), { ticket: "d", at });
		live.updatePerson("d", again, at);
		await live.updatePerson("d", (l) => noteChange(l, "d", CHANGED_AT, CHANGED_AT), CHANGED_AT)
			.saved;
		await read(live, "d", 6, landed(0));
		expect(live.get("d")).toMatchObject({ state: "unconfirmed", doubt: "earlier-change" });
		for (const id of ["a", "b", "c"]) {
			await changed(live, id, present());
			await read(live, id, 6, landed(0));
		}
		live.judgeDue(minutesAfter(6));
		live.judgeDue(minutesAfter(6.1));
		expect(live.get("d")?.state).toBe("usable");
	});
	test("and is known after a restart, like the last landing", async () => {
		const { start } = domain();
		const live = start();
		await changed(live, "a", present());
		await read(live, "a", 6, landed(0));
		expect(start().habits()).toEqual(live.habits());
		expect(start().habits().lastLanded).toEqual({ changedAt: CHANGED_AT, at: minutesAfter(6) });
	});
	test("is forgotten at the first contradiction", async () => {
		const { start } = domain();
		const live = start();
		for (const id of ["a", "b", "c"]) {
			await changed(live, id, present());
			await read(live, id, 6, landed(0));
		}
		await changed(live, "d", present(), 10);
		await read(live, "d", 16, present(newKeys(minutesAfter(15))));
		expect(live.habits().passwordTime).toMatchObject({ kind: "controller", count: 1 });
	});
});

test("after a restart only usable changes are doubted before the first reading", async () => {
	const { start } = domain();
	const live = start();
	for (const id of ["waits", "works"]) await changed(live, id, present());
	await read(live, "waits", 1, present());
	await read(live, "works", 6, present(newKeys(minutesAfter(5))));
	const [waits, works] = [live.get("waits"), live.get("works")];
	expect([waits?.state, works?.state]).toEqual(["waiting", "usable"]);
	const later = start();
	later.judgeClaims(["waits", "works"], minutesAfter(30));
	expect(later.get("waits")).toBe(waits);
	expect(later.get("works")).toMatchObject({ state: "unconfirmed", doubt: "not-read" });
	await read(later, "waits", 30, present());
	expect(later.get("waits")).toBe(waits);
	const held = present(newKeys(minutesAfter(5)));
	await later.takeReading("works", (l) => takeReadings(l, on(held, 30)), minutesAfter(30)).saved;
	expect(later.get("works")?.state).toBe("usable");
});

describe("facts that are not visible yet but decide later survive a restart", () => {
	test("keys between two readings: their time moved before old keys were written again", async () => {
		const { start } = domain();
		const live = start();
		await changed(live, "a", present());
		const moved = { passwordSetAt: minutesAfter(4) };
		const { revision } = live.get("a") ?? {};
		for (const [minutes, held] of [
			[3, present()],
			[5, present(account(moved))],
		] as const)
			await read(live, "a", minutes, held);
		expect(live.get("a")?.revision).toBe(revision);
		const later = start();
		await read(later, "a", 8, present(newKeys(minutesAfter(7), moved)));
		expect(later.get("a")).toMatchObject({ state: "unconfirmed", doubt: "password-time" });
	});
	test("what a change has taught: one change is one lesson", async () => {
		const { start, savedHabits } = domain();
		const made = present(
			newKeys(minutesAfter(5), {
				madeAt: minutesAfter(5),
				keyVersion: 1,
				keyWrites: keyWrites(1, minutesAfter(5)),
			}),
		);
		await changed(start(), "a", absent());
		await read(start(), "a", 6, made);
		for (const minutes of [10, 70, 80, 90]) await read(start(), "a", minutes, made);
		expect(savedHabits.at(-1)?.firstKeys).toMatchObject({ kind: "final", count: 1 });
	});
});

describe("a person's calls", () => {
	function watching() {
		const { store, start } = domain();
		return { store, live: start(), domain: { controllers: [] } };
	}
	test("that arrive concurrently open one watch", async () => {
		const its = watching();
		const [one, two, other] = await Promise.all([
			openForChange(its, PERSON),
			openForChange(its, PERSON),
			openForChange(its, { ...PERSON, id: "other" }),
		]);
		expect(two?.ticket).toBe(one?.ticket);
		expect(other?.ticket).not.toBe(one?.ticket);
		expect([...its.live.all()]).toHaveLength(2);
	});
	test("after a reported change open another watch, whose report supersedes the first", async () => {
		const its = watching();
		const first = await openForChange(its, PERSON);
		await recordChange(its, { ticket: first.ticket, personId: "id" }, new Date());
		expect(its.live.get(first.ticket)?.changedAt).toBeDefined();
		const second = await openForChange(its, PERSON);
		expect(second.ticket).not.toBe(first.ticket);
		expect(its.live.get(first.ticket)).toBeDefined();
		await recordChange(its, { ticket: second.ticket, personId: "id" }, new Date());
		expect(its.live.get(first.ticket)).toBeUndefined();
		expect((await its.store.findWatch(first.ticket))?.ended?.reason).toBe("superseded");
		expect(its.live.of("id").map(({ ticket }) => ticket)).toEqual([second.ticket]);
	});
	test("end the first watch on disk when the report that failed to do so is repeated", async () => {
		const its = watching();
		const first = await openForChange(its, PERSON);
		await recordChange(its, { ticket: first.ticket, personId: "id" }, new Date());
		const second = await openForChange(its, PERSON);
		const own = { ticket: second.ticket, personId: "id" };
		const { saveWatch } = its.store;
		its.store.saveWatch = async (watch, ledger) => {
			if (watch.ended) throw new Error("disk full");
			await saveWatch(watch, ledger);
		};
		await expect(recordChange(its, own, new Date())).rejects.toThrow("disk full");
		its.store.saveWatch = saveWatch;
		await recordChange(its, own, new Date());
		expect((await its.store.findWatch(first.ticket))?.ended?.reason).toBe("superseded");
	});
	test("keep earlier changes in the ledger, whether retaken or forgotten", async () => {
		const its = watching();
		const { ticket } = await openForChange(its, PERSON);
		await openForChange(its, PERSON);
		await its.live.remove(ticket);
		const again = await openForChange(its, PERSON);
		const [ledger] = await its.store.ledgers(["id"]);
		expect(ledger?.changes.map((change) => change.ticket)).toEqual([
			undefined,
			ticket,
			again.ticket,
		]);
	});
});
