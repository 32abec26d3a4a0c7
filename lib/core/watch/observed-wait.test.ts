import { describe, expect, test } from "vitest";
import {
	absent,
	CHANGED_AT,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "../readiness/example-accounts.ts";
import type { Observation } from "../readiness/observation.ts";
import { observedWait } from "./observed-wait.ts";
import { observe, openWatch, reportChange, type Watch } from "./watch.ts";

type Held = (at: Date) => Observation;
const old: Held = (at) => present(undefined, at);
const landed: Held = (at) => present(newKeys(minutesAfter(5)), at);
const seconds = (s: number) => minutesAfter(s / 60);

const both = (dc1: Held, dc2: Held, at: Date) =>
	new Map([
		["dc1", { name: "dc1", observation: dc1(at) }],
		["dc2", { name: "dc2", observation: dc2(at) }],
	]);
const open = (held: Held = old) =>
	openWatch(
		"ticket",
		{ id: "1", userPrincipalName: "d@a.com" },
		{
			observations: both(held, held, seconds(-5)),
			now: seconds(-5),
		},
	);
const changed = (watch = open()) => reportChange(watch, CHANGED_AT, seconds(0));
const follow = (watch: Watch, ...steps: [atSeconds: number, dc1: Held, dc2: Held][]) =>
	steps.reduce((w, [at, dc1, dc2]) => observe(w, both(dc1, dc2, seconds(at)), seconds(at)), watch);

describe("a wait is counted", () => {
	test("when the last keys were seen to arrive", () => {
		const watch = follow(
			changed(),
			[300, old, old],
			[301, landed, old],
			[360, landed, old],
			[361, landed, landed],
		);
		expect(observedWait(watch)).toEqual({
			usableAt: seconds(361),
			waitMs: 361_000,
			isFirstChange: false,
		});
	});
	test("also when the first controller's arrival was missed, since the last decides", () => {
		const watch = follow(changed(), [1, old, old], [300, landed, old], [301, landed, landed]);
		expect(observedWait(watch)).toMatchObject({ waitMs: 301_000 });
	});
	test("when the change is reported after its keys were seen", () => {
		const watch = follow(open(), [300, old, old], [301, landed, landed]);
		expect(observedWait(watch)).toBeUndefined();
		expect(observedWait(reportChange(watch, CHANGED_AT, seconds(400)))).toMatchObject({
			waitMs: 301_000,
		});
	});
	test("as a first one where the account was absent", () => {
		const watch = follow(
			changed(open((at) => absent(at))),
			[300, (at) => absent(at), (at) => absent(at)],
			[301, landed, landed],
		);
		expect(observedWait(watch)).toMatchObject({ isFirstChange: true });
	});
	test("by old readings too, where the domain is read rarely after hours", () => {
		const watch = follow(changed(), [7 * 3600, old, old], [7 * 3600 + 120, landed, landed]);
		expect(observedWait(watch)).toMatchObject({ waitMs: (7 * 3600 + 120) * 1000 });
	});
});

describe("a wait is left out", () => {
	test("when the portal was away while the keys arrived", () => {
		expect(observedWait(follow(changed(), [1, old, old], [301, landed, landed]))).toBeUndefined();
	});
	test("when the last controller was silent while they arrived", () => {
		const silent: Held = (at) => unread(at);
		const watch = follow(
			changed(),
			[1, old, old],
			[200, landed, silent],
			[300, landed, silent],
			[301, landed, landed],
		);
		expect(watch.usableAt).toEqual(seconds(301));
		expect(observedWait(watch)).toBeUndefined();
	});
	test("when the keys had been there while the account was locked", () => {
		const locked: Held = (at) =>
			present(newKeys(minutesAfter(5), { lockedOut: true, lockedUntil: minutesAfter(35) }), at);
		const watch = follow(
			changed(),
			[300, old, old],
			[301, locked, landed],
			[2100, locked, landed],
			[2101, landed, landed],
		);
		expect(watch.state).toBe("usable");
		expect(observedWait(watch)).toBeUndefined();
	});
	test("when the clocks of Entra and the portal make it less than nothing", () => {
		const watch = reportChange(open(), seconds(400), seconds(0));
		const seen = follow(watch, [300, old, old], [301, landed, landed]);
		expect(seen.usableAt).toEqual(seconds(301));
		expect(observedWait(seen)).toBeUndefined();
	});
	test("when it is not usable yet", () => {
		expect(observedWait(follow(changed(), [300, old, old], [301, landed, old]))).toBeUndefined();
	});
});
