import { describe, expect, test } from "vitest";
import {
	absent,
	CHANGED_AT,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "../readiness/example-accounts.ts";
import { makesFinalKeys, Story } from "../readiness/example-story.ts";
import type { Observation } from "../readiness/observation.ts";
import { observedWait } from "./observed-wait.ts";
import { isFirstChange } from "./old-password.ts";
import { type Watch, watchReadiness } from "./watch.ts";

const old = present();
const landed = present(newKeys(minutesAfter(5), { madeAt: minutesAfter(5) }));
const landedLater = present(newKeys(minutesAfter(5)));
const seconds = (s: number) => minutesAfter(s / 60);

const open = (held: Observation = old) =>
	new Story(makesFinalKeys).open({ dc1: held, dc2: held }, -5 / 60);
const changed = (story = open()) => story.report(CHANGED_AT, seconds(0));
const follow = (
	story: Story,
	...steps: [atSeconds: number, dc1: Observation, dc2: Observation][]
) => steps.reduce((s, [at, dc1, dc2]) => s.read(at / 60, { dc1, dc2 }), story);

function wait(story: Story, watch: Watch = story.watch) {
	const found = watchReadiness(watch, story.surroundings(), watch.stateSince);
	return observedWait(watch, found.controllers, isFirstChange(watch, story.ledger));
}

describe("a wait is counted", () => {
	test("if the last keys were seen arriving", () => {
		const story = follow(
			changed(),
			[300, old, old],
			[301, landedLater, old],
			[360, landedLater, old],
			[361, landedLater, landedLater],
		);
		expect(wait(story)).toEqual({
			usableAt: seconds(361),
			waitMs: 361_000,
			isFirstChange: false,
		});
	});
	test("even if the first controller's arrival was missed, since the last decides", () => {
		const story = follow(
			changed(),
			[1, old, old],
			[300, landedLater, old],
			[301, landedLater, landedLater],
		);
		expect(wait(story)).toMatchObject({ waitMs: 301_000 });
	});
	test("when the change is reported after its keys were seen", () => {
		const story = follow(open(), [300, old, old], [301, landedLater, landedLater]);
		expect(story.watch.usableAt).toEqual(seconds(301));
		expect(wait(story)).toBeUndefined();
		expect(wait(story.report(CHANGED_AT, seconds(400)))).toMatchObject({ waitMs: 301_000 });
	});
	test("as a first change where the account was absent", () => {
		const story = follow(changed(open(absent())), [300, absent(), absent()], [301, landed, landed]);
		expect(wait(story)).toMatchObject({ isFirstChange: true });
	});
	test("even with old readings, where the domain is read rarely after hours", () => {
		const hours = 7 * 3600;
		const late = present(newKeys(seconds(hours + 60)));
		const story = follow(changed(), [hours, old, old], [hours + 120, late, late]);
		expect(wait(story)).toMatchObject({ waitMs: (hours + 120) * 1000 });
	});
});

describe("a wait is left out", () => {
	test("if the portal was down while the keys arrived", () => {
		const story = follow(changed(), [1, old, old], [301, landedLater, landedLater]);
		expect(story.watch.state).toBe("usable");
		expect(wait(story)).toBeUndefined();
	});
	test("if the last controller did not answer while they arrived", () => {
		const silent = unread();
		const story = follow(
			changed(),
			[1, old, old],
			[200, old, silent],
			[299, old, silent],
			[300, landedLater, silent],
			[301, landedLater, landedLater],
		);
		expect(story.watch.usableAt).toEqual(seconds(301));
		// The first controller's arrival was seen; the last one's was not.
		expect(wait(story)).toMatchObject({ waitMs: 301_000 });
		const missed = follow(
			changed(),
			[1, old, old],
			[200, present(newKeys(seconds(100))), silent],
			[300, present(newKeys(seconds(100))), silent],
			[301, present(newKeys(seconds(100))), present(newKeys(seconds(100)))],
		);
		expect(missed.watch.usableAt).toEqual(seconds(301));
		expect(wait(missed)).toBeUndefined();
	});
	test("if the keys arrived while the account was locked", () => {
		const locked = present(
			newKeys(minutesAfter(5), { lockedOut: true, lockedUntil: minutesAfter(35) }),
		);
		const story = follow(
			changed(),
			[300, old, old],
			[301, locked, landedLater],
			[2100, locked, landedLater],
			[2101, landedLater, landedLater],
		);
		expect(story.watch.state).toBe("usable");
		expect(wait(story)).toBeUndefined();
	});
	test("if the clocks of Entra and the portal make it negative", () => {
		const story = follow(changed(), [300, old, old], [301, landedLater, landedLater]);
		expect(wait(story, { ...story.watch, changedAt: seconds(400) })).toBeUndefined();
	});
	test("while it is not usable", () => {
		expect(wait(follow(changed(), [300, old, old], [301, landedLater, old]))).toBeUndefined();
	});
});

test("a change dated after its report counts from the report", () => {
	expect(open().report(seconds(400), seconds(0)).watch.changedAt).toEqual(seconds(0));
});
