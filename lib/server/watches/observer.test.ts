import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { now } from "#lib/clock/clock.ts";
import { partOf } from "#lib/core/part-of.ts";
import { account, CHANGED_AT, newKeys } from "#lib/core/readiness/example-accounts.ts";
import { NO_HABITS } from "#lib/core/readiness/habits.ts";
import {
	emptyLedger,
	noteChange,
	noteSending,
	type PersonLedger,
	takeReadings,
} from "#lib/core/readiness/ledger.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { openWatch, type Watch, watchReadiness } from "#lib/core/watch/watch.ts";
import { exampleController } from "#lib/directory/example-controller.ts";
import type { Controller } from "#lib/directory/managed-domain.ts";
import { createLog } from "#lib/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import { confirmed } from "./followed.ts";
import { keepLiveWatches, type LiveWatches } from "./live-watches.ts";
import { startObserver } from "./observer.ts";

/** The cost of following while nothing happens, and the punctuality of changes due to time alone, with a fake clock. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const log = createLog(() => undefined);

let stop: () => void = () => undefined;

beforeEach(() => {
	vi.useFakeTimers({
		toFake: ["setTimeout", "clearTimeout", "Date", "performance"],
		now: CHANGED_AT,
	});
});
afterEach(() => {
	stop();
	vi.useRealTimers();
});

const source = () => ({ machine: "CN=dc1", clock: now() });

/** A controller that reports its writes and holds the same account for everybody. */
function fakeController() {
	let held = account();
	let askedAt: Date | undefined;
	let token: object | undefined = {};
	let isReadable = true;
	const written = new Map<string, Observation>();
	const kept = new Set<string>();
	const read = vi.fn(async (keys: Parameters<Controller["read"]>[0]) => {
		const answer = (id: string): Observation => {
			if (!isReadable) return { kind: "unread", readAt: now(), reason: "timeout" };
			kept.add(id);
			return { kind: "present", readAt: now(), source: source(), account: held };
		};
		return new Map(keys.map(({ id }) => [id, answer(id)]));
	});
	const asked = (at: Date): Observation => ({
		kind: "present",
		readAt: at,
		source: { machine: "CN=dc1", clock: at },
		account: held,
	});
	const controller: Controller = {
		...exampleController("dc1", () => asked(now())),
		read,
		async findWritten() {
			if (!isReadable) return new Map();
			const found = new Map(written);
			for (const id of found.keys()) kept.delete(id);
			written.clear();
			askedAt = now();
			return found;
		},
		cached: (id) => (askedAt && kept.has(id) ? asked(askedAt) : undefined),
		followed: () => token,
		kerberosKeys: async () => "aes",
	};
	return {
		controller,
		read,
		write(id: string) {
			written.set(id, asked(askedAt ?? now()));
			held = newKeys(now());
		},
		/** After a gap anything may have been written. */
		loseTrack() {
			kept.clear();
			token = {};
		},
		setReadable(is: boolean) {
			isReadable = is;
			token = is ? {} : undefined;
		},
	};
}

/** People whose changes were reported a while ago and have not arrived yet. */
function followed(count: number, agoMs = 0) {
	const dc = fakeController();
	const at = new Date(now().getTime() - agoMs);
	const ids = Array.from({ length: count }, (_, n) => `id-${n}`);
	const baseline: Observation = {
		kind: "present",
		readAt: at,
		source: { machine: "CN=dc1", clock: at },
		account: account(),
	};
	const saved: Watch[] = [];
	const controllers = [dc.controller];
	/** Called whenever somebody is judged, or checked for it. */
	const confirm = vi.fn((ledger: PersonLedger) => confirmed(controllers, ledger));
	const live = keepLiveWatches({
		watches: ids.map((id) => ({
			...openWatch(id, { id, userPrincipalName: `${id}@contoso.com` }, { now: at }),
			changedAt: at,
			state: "waiting",
		})),
		ledgers: ids.map((id) => {
			const read = takeReadings(
				emptyLedger(id),
				new Map([["dc1", { name: "dc1", observation: baseline }]]),
			);
			const ledger = noteChange(noteSending(read, { ticket: id, at }), id, at, at);
			return { personId: id, read: () => ledger };
		}),
		habits: NO_HABITS,
		controllerIds: () => ["dc1"],
		confirm,
		store: partOf<Store>({
			saveWatch: async (watch: Watch) => void saved.push(watch),
			saveHabits: async () => undefined,
			ledgers: async () => [],
		}),
		log,
	});
	stop = startObserver({ controllers }, live, log);
	return { ...dc, live, ids, saved, confirm };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Counts who is read and who is checked from here on. */
function counted({ read, confirm }: Pick<ReturnType<typeof followed>, "read" | "confirm">) {
	read.mockClear();
	confirm.mockClear();
	return () => ({
		looks: confirm.mock.calls.map(([{ personId }]) => personId),
		reads: read.mock.calls.flatMap(([keys]) => keys.map(({ id }) => id)),
	});
}

const stateOf = async (live: LiveWatches, id: string) => {
	const watch = live.get(id);
	return watch && watchReadiness(watch, await live.surroundings(watch), now())?.state;
};

test("while nothing happens and nothing is due, nobody is read or judged, and all readings stay current", async () => {
	const { live, ids, ...dc } = followed(50, 2 * 60 * MINUTE);
	await pass(MINUTE);
	const count = counted(dc);
	await pass(60 * MINUTE);
	expect(count()).toEqual({ looks: [], reads: [] });
	for (const id of ids) expect(await stateOf(live, id)).toBe("late");
	const [controller] = live.ledgerOf("id-0").controllers;
	expect(now().getTime() - (controller?.latest.readAt.getTime() ?? 0)).toBeLessThan(SECOND);
});

test("a change due to time alone is judged and published within a second", async () => {
	const { live, ...dc } = followed(1);
	await pass(10 * SECOND);
	const count = counted(dc);
	await pass(60 * MINUTE - 11 * SECOND);
	expect(live.get("id-0")?.state).toBe("waiting");
	await pass(2 * SECOND);
	expect(live.get("id-0")?.state).toBe("late");
	expect(count().reads).toEqual([]);
	expect(count().looks.length).toBeLessThan(20);
});

test("a write is read at once, only for the person concerned", async () => {
	const { live, write, ...dc } = followed(50);
	await pass(5 * MINUTE);
	const count = counted(dc);
	write("id-7");
	await pass(SECOND);
	expect(live.get("id-7")?.state).toBe("usable");
	expect(count().reads).toEqual(["id-7"]);
	expect(new Set(count().looks)).toEqual(new Set(["id-7"]));
});

test("after a gap everybody is read again, once", async () => {
	const { loseTrack, ids, ...dc } = followed(50);
	await pass(10 * SECOND);
	const count = counted(dc);
	loseTrack();
	await pass(10 * MINUTE);
	expect(count().reads.toSorted()).toEqual(ids.toSorted());
});

test("a controller that is silent for five minutes confirms nothing", async () => {
	const { live, write, setReadable } = followed(1);
	await pass(30 * MINUTE);
	write("id-0");
	await pass(30 * MINUTE);
	expect(live.get("id-0")?.state).toBe("usable");
	setReadable(false);
	await pass(4 * MINUTE + 58 * SECOND);
	expect(live.get("id-0")?.state).toBe("usable");
	await pass(5 * SECOND);
	expect(live.get("id-0")).toMatchObject({ state: "unconfirmed", doubt: "not-read" });
	setReadable(true);
	await pass(21 * SECOND);
	expect(live.get("id-0")?.state).toBe("usable");
});

test("setting the clock back or forward revokes nothing that still holds", async () => {
	const { live, write, saved } = followed(1);
	await pass(10 * SECOND);
	write("id-0");
	await pass(MINUTE);
	const { length } = saved;
	for (const minutes of [-10, 45]) {
		vi.setSystemTime(now().getTime() + minutes * MINUTE);
		await pass(10 * SECOND);
		expect(await stateOf(live, "id-0")).toBe("usable");
	}
	expect(saved.slice(length)).toEqual([]);
});

test("somebody judged by an outdated reading, as after a pause, is judged again by the next", async () => {
	const { live, write } = followed(1);
	await pass(10 * SECOND);
	write("id-0");
	await pass(90 * MINUTE);
	vi.setSystemTime(now().getTime() + 10 * MINUTE);
	live.updatePerson("id-0", (ledger) => ledger, now());
	expect(live.get("id-0")?.state).toBe("unconfirmed");
	await pass(2 * SECOND);
	expect(live.get("id-0")?.state).toBe("usable");
});

test("a reading in progress at shutdown is not recorded", async () => {
	const { live, loseTrack, read, saved } = followed(1);
	await pass(10 * SECOND);
	const { promise, resolve } = Promise.withResolvers<Map<string, Observation>>();
	read.mockImplementationOnce(() => promise);
	loseTrack();
	await pass(2 * SECOND);
	stop();
	resolve(new Map([["id-0", { kind: "unread", readAt: now(), reason: "refused" }]]));
	await pass(SECOND);
	expect(saved).toEqual([]);
	expect(live.get("id-0")?.state).toBe("waiting");
});
