import { beforeEach, describe, expect, test } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import {
	absent,
	CHANGED_AT,
	minutesAfter,
	newKeys,
	present,
} from "#lib/core/readiness/example-accounts.ts";
import { makesFinalKeys } from "#lib/core/readiness/example-story.ts";
import { noteChange, noteSending, takeReadings } from "#lib/core/readiness/ledger.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import type { ObservedWait } from "#lib/core/watch/observed-wait.ts";
import { endWatch, openWatch } from "#lib/core/watch/watch.ts";
import { createLog } from "#lib/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import { keepLiveWatches, type LiveWatches } from "./live-watches.ts";
import { noteOutcome } from "./note-outcomes.ts";
import { referenceOf } from "./reference.ts";

let lines: { event: string; [fact: string]: unknown }[];
let waits: ObservedWait[];
let live: LiveWatches;

beforeEach(() => {
	lines = [];
	waits = [];
	const store = partOf<Store>({
		saveWatch: async () => undefined,
		ledgers: async () => [],
		saveHabits: async () => undefined,
		addWait: async (_watch: unknown, wait: ObservedWait) => void waits.push(wait),
	});
	const log = createLog((line) => lines.push(JSON.parse(line)));
	live = keepLiveWatches({
		watches: [],
		ledgers: [],
		habits: makesFinalKeys,
		controllerIds: () => ["dc1"],
		store,
		log,
		onOutcome: (outcome) => noteOutcome(outcome, { store, log }),
	});
});

const seconds = (s: number) => minutesAfter(s / 60);
const landed = present(newKeys(minutesAfter(5), { madeAt: minutesAfter(5) }));

const on = (held: Observation, readAt: Date) => {
	const source = { machine: "CN=DC1", clock: readAt };
	const observation = held.kind === "unread" ? held : { ...held, readAt, source };
	return new Map([["dc1", { name: "dc1", observation }]]);
};
async function open(ticket: string): Promise<void> {
	const person = { id: ticket, userPrincipalName: `${ticket}@aaddscontoso.com` };
	const at = seconds(-1);
	await live.add(openWatch(ticket, person, { now: at }), (ledger) =>
		noteSending(takeReadings(ledger, on(absent(), at)), { ticket, at }),
	);
}
const report = (ticket: string, changedAt: Date, at = changedAt) =>
	live.updatePerson(ticket, (ledger) => noteChange(ledger, ticket, changedAt, at), at);
const read = (ticket: string, atSeconds: number, held: Observation) =>
	live.updatePerson(
		ticket,
		(ledger) => takeReadings(ledger, on(held, seconds(atSeconds))),
		seconds(atSeconds),
	);
const logged = (event: string) => lines.filter((line) => line.event === event);

describe("the consequences of a change of state", () => {
	test("the log identifies the watch by its reference, and contains neither ticket nor name", async () => {
		await open("dana-s-ticket");
		report("dana-s-ticket", CHANGED_AT);
		read("dana-s-ticket", 300, absent());
		read("dana-s-ticket", 301, landed);
		live.update("dana-s-ticket", (w) => endWatch(w, "expired", seconds(400)), seconds(400));
		const reference = referenceOf("dana-s-ticket");
		expect(logged("watch-state").map((line) => [line.reference, line.before, line.state])).toEqual([
			[reference, "open", "waiting"],
			[reference, "waiting", "usable"],
		]);
		expect(logged("watch-ended")).toMatchObject([{ reference, reason: "expired" }]);
		expect(JSON.stringify(lines)).not.toMatch(/dana|ticket/);
	});
	test("the log gives the reason for a doubt or a block", async () => {
		await open("a");
		report("a", CHANGED_AT);
		// An account that existed before but could not be seen.
		read("a", 301, present(newKeys(minutesAfter(5))));
		read("a", 400, present(newKeys(minutesAfter(5), { disabled: true })));
		expect(
			logged("watch-state").map(({ state, doubt, obstacle }) => ({ state, doubt, obstacle })),
		).toEqual([
			{ state: "waiting", doubt: undefined, obstacle: undefined },
			{ state: "unconfirmed", doubt: "newly-visible", obstacle: undefined },
			{ state: "blocked", doubt: undefined, obstacle: "disabled" },
		]);
	});
	test("an observed wait is counted, once", async () => {
		await open("a");
		report("a", CHANGED_AT);
		read("a", 300, absent());
		for (const at of [301, 302]) read("a", at, landed);
		expect(waits).toEqual([{ usableAt: seconds(301), waitMs: 301_000, isFirstChange: true }]);
	});
	test("a wait is counted if the change is reported after its keys were seen", async () => {
		await open("a");
		read("a", 300, absent());
		read("a", 301, landed);
		expect(waits).toEqual([]);
		report("a", CHANGED_AT, seconds(310));
		expect(waits).toMatchObject([{ waitMs: 301_000 }]);
	});
	test("a wait with a gap is not counted, and this is logged", async () => {
		await open("a");
		report("a", CHANGED_AT);
		read("a", 301, landed);
		expect(waits).toEqual([]);
		expect(logged("wait-not-counted")).toHaveLength(1);
	});
});
