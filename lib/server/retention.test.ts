import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { awaitConfirmation, trustMachinesClock } from "#lib/clock/clock.ts";
import { partOf } from "#lib/core/part-of.ts";
import { createLog } from "#lib/log.ts";
import { startRetention } from "./retention.ts";
import type { Store } from "./store/store.ts";

const DAY_MS = 24 * 60 * 60_000;
const START = new Date("2026-11-22T10:00:00Z");

beforeEach(() => {
	vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"], now: START });
});
afterEach(() => {
	vi.useRealTimers();
});

/** Records the age limits, in days, of everything that was deleted. */
function recorded(fails = false) {
	const asked: [what: string, days: number][] = [];
	const note = (what: string) => async (before: Date) => {
		asked.push([what, (Date.now() - before.getTime()) / DAY_MS]);
		if (fails) throw new Error("locked");
	};
	const store = partOf<Store>({
		purgeWatches: note("watches"),
		purgeLedgers: note("ledgers"),
		purgeAnswers: note("answers"),
		purgeWaits: note("waits"),
		purgeLinks: note("links"),
		pruneAudit: (before: Date) => note("audit")(before).then(() => 0),
	});
	return { asked, store };
}

const EVERYTHING = [
	["watches", 30],
	["ledgers", 4],
	["answers", 1],
	["waits", 90],
	["links", 400],
	["audit", 365],
];

test("old data is deleted at start and every six hours, even in a portal that never restarts", () => {
	const { asked, store } = recorded();
	const stop = startRetention(
		store,
		365,
		createLog(() => undefined),
	);
	expect(asked).toEqual(EVERYTHING);
	vi.advanceTimersByTime(DAY_MS / 4);
	expect(asked).toEqual([...EVERYTHING, ...EVERYTHING]);
	stop();
	vi.advanceTimersByTime(DAY_MS);
	expect(asked).toHaveLength(12);
});

test("nothing is deleted until the tenant has confirmed the time", () => {
	const { asked, store } = recorded();
	awaitConfirmation();
	const stop = startRetention(
		store,
		365,
		createLog(() => undefined),
	);
	vi.advanceTimersByTime(DAY_MS);
	expect(asked).toEqual([]);
	trustMachinesClock();
	vi.advanceTimersByTime(60_000);
	expect(asked).toEqual(EVERYTHING);
	stop();
});

test("a store that cannot be written is logged and retried", async () => {
	const { asked, store } = recorded(true);
	const lines: string[] = [];
	const stop = startRetention(
		store,
		365,
		createLog((line) => lines.push(line)),
	);
	await new Promise((resolve) => setImmediate(resolve));
	expect(lines.map((line) => JSON.parse(line).event).sort()).toEqual([
		"audit-prune-failed",
		"purge-failed",
		"purge-failed",
		"purge-failed",
		"purge-failed",
		"purge-failed",
	]);
	vi.advanceTimersByTime(DAY_MS / 4);
	expect(asked).toHaveLength(12);
	stop();
});
