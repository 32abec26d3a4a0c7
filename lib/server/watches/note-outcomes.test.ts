import { beforeEach, describe, expect, test } from "vitest";
import {
	absent,
	CHANGED_AT,
	minutesAfter,
	newKeys,
	present,
} from "#lib/core/readiness/example-accounts.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import type { ObservedWait } from "#lib/core/watch/observed-wait.ts";
import { observe, openWatch, reportChange, watchReadiness } from "#lib/core/watch/watch.ts";
import { createLog } from "#lib/server/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import { keepLiveWatches, type LiveWatches } from "./live-watches.ts";
import { noteOutcomes } from "./note-outcomes.ts";
import { referenceOf } from "./reference.ts";

let lines: { event: string; [fact: string]: unknown }[];
let waits: ObservedWait[];
let live: LiveWatches;

beforeEach(() => {
	lines = [];
	waits = [];
	const store = {
		saveWatch: async () => undefined,
		addWait: async (_watch: unknown, wait: ObservedWait) => void waits.push(wait),
	} as Pick<Store, "saveWatch" | "addWait"> as Store;
	const log = createLog((line) => lines.push(JSON.parse(line)));
	live = noteOutcomes(keepLiveWatches([], store, log), { store, log });
});

const on = (observation: Observation) => new Map([["dc1", { name: "dc1", observation }]]);
const seconds = (s: number) => minutesAfter(s / 60);
const landed = (at: Date) => present(newKeys(minutesAfter(5)), at);

async function open(ticket: string): Promise<void> {
	const person = { id: ticket, userPrincipalName: `${ticket}@aaddscontoso.com` };
	await live.add(openWatch(ticket, person, { observations: on(absent()), now: seconds(-1) }));
}
const report = (ticket: string, changedAt: Date) =>
	live.update(ticket, (w) => reportChange(w, changedAt, changedAt));
const read = (ticket: string, atSeconds: number, held: (at: Date) => Observation) =>
	live.update(ticket, (w) => observe(w, on(held(seconds(atSeconds))), seconds(atSeconds)));
const said = (event: string) => lines.filter((line) => line.event === event);

describe("what follows from a change of state", () => {
	test("the log names the watch by its reference, and holds neither ticket nor name", async () => {
		await open("dana-s-ticket");
		report("dana-s-ticket", CHANGED_AT);
		read("dana-s-ticket", 300, absent);
		read("dana-s-ticket", 301, landed);
		const reference = referenceOf("dana-s-ticket");
		expect(said("watch-opened")).toMatchObject([{ reference }]);
		expect(said("watch-state").map((line) => [line.reference, line.before, line.state])).toEqual([
			[reference, "open", "waiting"],
			[reference, "waiting", "usable"],
		]);
		expect(JSON.stringify(lines)).not.toMatch(/dana|ticket/);
	});
	test("a wait that was seen is counted, once", async () => {
		await open("a");
		report("a", CHANGED_AT);
		read("a", 300, absent);
		for (const at of [301, 302]) read("a", at, landed);
		expect(waits).toEqual([{ usableAt: seconds(301), waitMs: 301_000, isFirstChange: true }]);
	});
	test("a wait with a gap is not, and the log says so", async () => {
		await open("a");
		report("a", CHANGED_AT);
		read("a", 301, landed);
		expect(waits).toEqual([]);
		expect(said("wait-not-counted")).toHaveLength(1);
	});
	test("an account that others overtook by half an hour may not be in scope", async () => {
		for (const ticket of ["overtaken", "recent", "other"]) await open(ticket);
		report("overtaken", CHANGED_AT);
		report("recent", minutesAfter(20));
		report("other", minutesAfter(40));
		read("other", 41 * 60, landed);
		const obstacle = (ticket: string) => {
			const watch = live.get(ticket);
			return watch && watchReadiness(watch, minutesAfter(42)).obstacle?.kind;
		};
		expect(["overtaken", "recent", "other"].map(obstacle)).toEqual([
			"not-in-scope",
			undefined,
			undefined,
		]);
		expect(live.get("overtaken")?.othersArrivedAt).toEqual(minutesAfter(40));
		expect(live.get("recent")?.othersArrivedAt).toBeUndefined();
	});
});
