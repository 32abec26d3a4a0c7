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
import { changed, makesFinalKeys, type Story } from "../readiness/example-story.ts";
import type { Observation } from "../readiness/observation.ts";
import { timeline } from "./timeline.ts";
import { watchView } from "./watch-view.ts";

/** A change of both controllers from one state to another, seen six minutes after it. */
const seen = (before: Observation, dc1: Observation, dc2 = dc1) =>
	changed({ dc1: before, dc2: before }, { dc1, dc2 }, makesFinalKeys);
const view = (story: Story, minutes = 7) =>
	watchView(
		story.watch,
		story.surroundings(),
		{ forecast: { basis: "microsoft", usualMinutes: 20, source: "" }, reference: "KT-0000-0000" },
		minutesAfter(minutes),
	);
const made = { madeAt: minutesAfter(6) };
const landed = present(newKeys(minutesAfter(6)));
const landedFirst = present(newKeys(minutesAfter(6), made));
const noKeys = present(
	account({
		keyVersion: undefined,
		keyWrites: { unicodePwd: undefined, supplementalCredentials: undefined },
		passwordSetAt: "must-change",
	}),
);

describe("the old password over NTLM", () => {
	test("may keep working for an hour after the new one works", () => {
		const { state, oldPasswordUntil } = view(seen(present(), landed));
		expect([state, oldPasswordUntil]).toEqual(["usable", minutesAfter(66)]);
	});
	test.each([
		["the account was not there", absent(), landedFirst, "usable"],
		["the account had no keys", noKeys, landed, "usable"],
		["it is unknown what was there", unread(), landed, "unconfirmed"],
	])("is not mentioned when %s", (_name, before, after, expected) => {
		const { state, oldPasswordUntil } = view(seen(before, after));
		expect([state, oldPasswordUntil]).toEqual([expected, undefined]);
	});
	test("has no end time before the new one works", () => {
		expect(view(seen(present(), landed, present())).oldPasswordUntil).toBeUndefined();
	});
	test("is known to keep working where it existed, before the new one lands", () => {
		expect(view(seen(present(), present())).hasOldPassword).toBe(true);
		expect(view(seen(absent(), absent())).hasOldPassword).toBe(false);
	});
	test.each([
		["has expired", { passwordExpired: true }],
		["must be changed", { passwordSetAt: "must-change" as const }],
	])("is not recommended when it %s in the domain, even on one controller", (_name, block) => {
		const ended = present(account(block));
		expect(view(seen(ended, ended)).hasOldPassword).toBe(false);
		expect(view(seen(ended, landed, ended)).hasOldPassword).toBe(false);
	});
	test("is not recommended once the account is gone, even from one controller", () => {
		expect(view(seen(present(), absent())).hasOldPassword).toBe(false);
		expect(view(seen(present(), absent(), present())).hasOldPassword).toBe(false);
	});
});

describe("lockout rules", () => {
	test("are those that a controller reports, never invented", () => {
		const lockoutRules = { threshold: 10, durationMs: "until-unlocked", windowMs: 1 } as const;
		const ruled = present(newKeys(minutesAfter(6), { lockoutRules }));
		expect(view(seen(present(), landed, ruled)).lockout).toEqual(lockoutRules);
		expect(view(seen(present(), landed)).lockout).toBeUndefined();
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
	test("is the earliest date of any controller with the new keys", () => {
		expect(view(seen(present(), until(900), until(800))).passwordExpiresAt).toEqual(
			minutesAfter(800),
		);
	});
	test("is unknown while only old keys have a date, or none can be read", () => {
		const old = present(account({ passwordExpiresAt: minutesAfter(9) }));
		expect(view(seen(present(), old)).passwordExpiresAt).toBeUndefined();
		expect(view(seen(present(), landed)).passwordExpiresAt).toBeUndefined();
	});
});

describe("a doubt", () => {
	test("has its reason, whether to try, and since when other keys are there", () => {
		const unsure = view(seen(unread(), landed));
		expect(unsure.doubt).toMatchObject({
			reason: "no-baseline",
			mayTryOnce: true,
			since: undefined,
		});
		const next = present(newKeys(minutesAfter(8), { keyVersion: 5 }));
		const movedOn = view(seen(present(), landed).read(8, { dc1: next, dc2: next }), 9);
		expect(movedOn.doubt).toMatchObject({
			reason: "moved-on",
			mayTryOnce: false,
			since: minutesAfter(8),
		});
		expect(movedOn.usableAt).toBeUndefined();
	});
	const tries = (count: number, at: number) =>
		present(
			newKeys(minutesAfter(6), {
				wrongTries: { count, lastAt: minutesAfter(at) },
				lockoutRules: { threshold: 5, durationMs: undefined, windowMs: 30 * 60_000 },
			}),
		);
	test("counts the wrong attempts of the controller that is nearest to locking", () => {
		const story = changed({ dc1: unread(), dc2: unread() }, { dc1: tries(1, 2), dc2: tries(3, 4) });
		expect(view(story).doubt?.wrongTries).toEqual({
			count: 3,
			threshold: 5,
			forgottenAt: minutesAfter(34),
		});
		expect(view(story.read(40, { dc1: tries(1, 2), dc2: tries(3, 4) }), 41).doubt).toMatchObject({
			wrongTries: { count: 0, forgottenAt: undefined },
		});
	});
});

test("an expired reading does not count, even if no event has updated the watch", () => {
	const story = seen(present(), landed);
	expect(story.watch.state).toBe("usable");
	expect(view(story, 10)).toMatchObject({ state: "usable", usableAt: minutesAfter(6) });
	const later = view(story, 12);
	expect(later.state).not.toBe("usable");
	expect(later).toMatchObject({ usableAt: undefined, stateSince: minutesAfter(12) });
});

describe("the timeline", () => {
	test("is chronological, with pending steps last and without a time", () => {
		const steps = timeline(view(seen(present(), present(), landed)));
		expect(steps.map((s) => [s.kind === "controller" ? s.controller.name : s.kind, s.at])).toEqual([
			["changed", CHANGED_AT],
			["dc2", minutesAfter(6)],
			["dc1", undefined],
			["usable", undefined],
		]);
	});
});
