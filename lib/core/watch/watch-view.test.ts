import { describe, expect, test } from "vitest";
import {
	absent,
	account,
	CHANGED_AT,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "../readiness/example-accounts.ts";
import type { Observation } from "../readiness/observation.ts";
import { timeline } from "./timeline.ts";
import { observe, openWatch, reportChange } from "./watch.ts";
import { watchView } from "./watch-view.ts";

const both = (dc1: Observation, dc2: Observation) =>
	new Map([
		["dc1", { name: "dc1", observation: dc1 }],
		["dc2", { name: "dc2", observation: dc2 }],
	]);

/** A change from one state of both controllers to another, seen six minutes after it. */
function seen(before: Observation, dc1: Observation, dc2 = dc1) {
	const opened = openWatch(
		"ticket",
		{ id: "1", userPrincipalName: "d@a.com" },
		{
			observations: both(before, before),
			now: minutesAfter(-1),
		},
	);
	const changed = reportChange(opened, CHANGED_AT, minutesAfter(0));
	return observe(changed, both(dc1, dc2), minutesAfter(6));
}
const view = (watch: ReturnType<typeof seen>) =>
	watchView(
		watch,
		{ forecast: { basis: "microsoft", usualMinutes: 20, source: "" }, reference: "KT-0000-0000" },
		minutesAfter(7),
	);
const landed = present(newKeys(minutesAfter(6)), minutesAfter(6));
const noKeys = present(
	account({ keyVersion: undefined, keyWrites: undefined, passwordSetAt: undefined }),
);

describe("the old password over NTLM", () => {
	test("may go on for an hour after the new one works", () => {
		expect(view(seen(present(), landed)).oldPasswordUntil).toEqual(minutesAfter(66));
	});
	test.each([
		["the account was not there", absent()],
		["the account had no keys", noKeys],
		["it is not known what was there", unread()],
	])("is not spoken of when %s", (_name, before) => {
		expect(view(seen(before, landed)).oldPasswordUntil).toBeUndefined();
	});
	test("is not spoken of before the new one works", () => {
		expect(view(seen(present(), landed, present())).oldPasswordUntil).toBeUndefined();
	});
});

describe("a first change", () => {
	test.each([
		["absent", absent(), true],
		["there without keys", noKeys, true],
		["there with keys", present(), false],
		["not readable", unread(), false],
	])("when the account was %s: %s", (_name, before, expected) => {
		expect(view(seen(before, landed)).isFirstChange).toBe(expected);
	});
});

describe("when the password will expire", () => {
	const until = (minutes: number) =>
		present(newKeys(minutesAfter(6), { passwordExpiresAt: minutesAfter(minutes) }));
	test("is the earliest that a controller with the new keys says", () => {
		expect(view(seen(present(), until(900), until(800))).passwordExpiresAt).toEqual(
			minutesAfter(800),
		);
	});
	test("is nothing while only old keys have a date, or none can be read", () => {
		const old = present(account({ passwordExpiresAt: minutesAfter(9) }));
		expect(view(seen(present(), old)).passwordExpiresAt).toBeUndefined();
		expect(view(seen(present(), landed)).passwordExpiresAt).toBeUndefined();
	});
});

describe("the timeline", () => {
	test("is in the order in which things happened, and what has not is last and without a time", () => {
		const steps = timeline(view(seen(present(), present(), landed)));
		expect(steps.map((s) => [s.kind === "controller" ? s.controller.name : s.kind, s.at])).toEqual([
			["changed", CHANGED_AT],
			["dc2", minutesAfter(6)],
			["dc1", undefined],
			["usable", undefined],
		]);
	});
});
