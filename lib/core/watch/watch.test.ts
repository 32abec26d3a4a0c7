import { describe, expect, test } from "vitest";
import type { Forecast } from "../forecast/forecast.ts";
import { partOf } from "../part-of.ts";
import { baselineOf } from "../readiness/baseline.ts";
import {
	absent,
	CHANGED_AT,
	keyWrites,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "../readiness/example-accounts.ts";
import { Story } from "../readiness/example-story.ts";
import {
	changeOf,
	isOvertaken,
	noteOthersLanded,
	noteRefused,
	takeReadings,
} from "../readiness/ledger.ts";
import type { Observation } from "../readiness/observation.ts";
import { pollIntervalMs } from "./poll-schedule.ts";
import { endWatch, hasEnded, judgeWatch, type Surroundings, watchReadiness } from "./watch.ts";
import { watchView } from "./watch-view.ts";

const both = (dc1: Observation, dc2 = dc1) => ({ dc1, dc2 });
const open = (readings = both(present())) => new Story().open(readings);
const changed = (story = open()) => story.report();
const landed = present(newKeys(minutesAfter(6)));
const ownChange = ({ ledger, watch }: Story) => {
	const change = changeOf(ledger, watch.ticket);
	if (!change) throw new Error("The ledger does not contain the change.");
	return change;
};

function follow(story: Story, ...steps: [minutes: number, dc1: Observation, dc2: Observation][]) {
	return steps.reduce((s, [at, dc1, dc2]) => s.read(at, both(dc1, dc2)), story);
}

/** The watch of a story in different surroundings, `minutes` after its change. */
function judged({ watch }: Story, surroundings: Surroundings, minutes: number) {
	return judgeWatch(watch, surroundings, { shownBefore: undefined, now: minutesAfter(minutes) });
}

describe("a watch", () => {
	test("goes from open through waiting and arriving to usable, each with its own start time", () => {
		const states = [
			open(),
			changed(),
			follow(changed(), [6, landed, present()]),
			follow(changed(), [6, landed, present()], [7, landed, landed]),
		].map(({ watch: { state, stateSince } }) => [state, stateSince]);
		expect(states).toEqual([
			["open", minutesAfter(-1)],
			["waiting", minutesAfter(0)],
			["arriving", minutesAfter(6)],
			["usable", minutesAfter(7)],
		]);
	});
	test("whose attempt was refused stays open, whatever keys arrive, unless reported or begun again", () => {
		const refused = open();
		refused.ledger = noteRefused(refused.ledger, refused.watch.ticket);
		expect(follow(refused, [6, landed, landed]).watch.state).toBe("open");
		expect(follow(changed(refused), [7, landed, landed]).watch.state).toBe("usable");
		const again = open();
		again.ledger = noteRefused(again.ledger, again.watch.ticket);
		again.open(both(present()), -0.5, { ticket: again.watch.ticket });
		expect(follow(again, [6, landed, landed]).watch.state).toBe("usable");
	});
	test("becomes late by time alone, even if every reading is the same", () => {
		for (const same of [present(), absent()]) {
			const story = follow(changed(), [1, same, same], [2, same, same]);
			const waiting = story.watch;
			const late = follow(story, [61, same, same]).watch;
			expect([waiting.state, late.state]).toEqual(["waiting", "late"]);
			expect(late.revision).toBe(waiting.revision + 1);
		}
	});
	test("records when it was read, even if the reading is the same", () => {
		const story = follow(changed(), [2, present(), present()], [3, present(), present()]);
		const readAt = story.readinessAt(3).controllers.map((c) => c.readAt);
		expect(readAt).toEqual([minutesAfter(3), minutesAfter(3)]);
	});
	test("has a new revision when what is shown changes, and is the same object until then", () => {
		const story = changed();
		const waiting = story.watch;
		follow(story, [1, present(), present()], [2, present(), present()]);
		expect(story.watch).toBe(waiting);
		follow(story, [6, landed, present()]);
		expect(story.watch.revision).toBe(waiting.revision + 1);
	});
	test("keeps a baseline of absence, and none of a controller that did not answer", () => {
		const story = open(both(absent(), unread()));
		const baselines = story.ledger.controllers.map((c) => baselineOf(ownChange(story), c));
		expect(baselines.map((b) => b?.keys)).toEqual(["absent", undefined]);
	});
	test("follows a change whose report was lost, from the keys alone", () => {
		const { watch } = follow(open(), [6, landed, landed]);
		expect(watch).toMatchObject({ state: "usable", usableAt: minutesAfter(6) });
		expect(watch.changedAt).toBeUndefined();
	});
	test("ends after 72 hours", () => {
		expect(hasEnded(open().watch, minutesAfter(72 * 60 - 2))).toBe(false);
		expect(hasEnded(open().watch, minutesAfter(72 * 60))).toBe(true);
	});
	test("whose change is not in the ledger claims nothing, whatever it said before", () => {
		const story = follow(changed(), [6, landed, landed]);
		expect(story.watch.state).toBe("usable");
		const surroundings = { ...story.surroundings(), ledger: { ...story.ledger, changes: [] } };
		const unknown = { state: "unconfirmed", doubt: "not-read", usableAt: undefined };
		expect(judged(story, surroundings, 7).watch).toMatchObject({
			...unknown,
			changedAt: CHANGED_AT,
		});
		const more = { forecast: partOf<Forecast>({}), reference: "" };
		const view = watchView(story.watch, surroundings, more, minutesAfter(7));
		expect(view).toMatchObject({ state: "unconfirmed", usableAt: undefined, controllers: [] });
	});
	test("that was usable records what each controller held then", () => {
		const story = follow(changed(), [6, landed, landed]);
		const { usable } = ownChange(story);
		expect(usable?.at).toEqual(minutesAfter(6));
		expect(Object.keys(usable?.holdings ?? {})).toEqual(["dc1", "dc2"]);
		follow(story, [7, unread(), unread()]);
		expect(ownChange(story).usable).toBe(usable);
	});
});

describe("controllers after a change of settings", () => {
	const withIds = (story: Story, ...controllerIds: string[]): Surroundings => ({
		...story.surroundings(),
		controllerIds,
	});
	test("one that was removed no longer prevents usable", () => {
		const story = follow(changed(), [6, landed, present()]);
		expect(judged(story, withIds(story, "dc1"), 7).watch.state).toBe("usable");
	});
	test("one that is not configured changes nothing, whatever it holds", () => {
		const story = follow(changed(), [1, present(), present()]);
		const before = judged(story, story.surroundings(), 6);
		const ledger = takeReadings(
			story.ledger,
			new Map([["dc9", { name: "dc9", observation: landed }]]),
		);
		const after = judged(story, { ...withIds(story, "dc1", "dc2"), ledger }, 6);
		expect(after.watch.state).toBe("waiting");
		expect(after.shown).toBe(before.shown);
	});
	test("a new one has to show the keys, too, even before it was first read", () => {
		const story = follow(changed(), [6, landed, landed]);
		const other = judged(story, withIds(story, "dc1", "dc2", "dc3"), 6).watch;
		expect(other.state).not.toBe("usable");
		const unseen = changed().read(6, { dc1: landed, dc2: landed, dc3: landed });
		expect(unseen.watch).toMatchObject({ state: "unconfirmed", doubt: "no-baseline" });
	});
	test("under a new address, a machine keeps its baseline", () => {
		const shared = (observation: Observation): Observation =>
			observation.kind === "unread"
				? observation
				: { ...observation, source: { machine: "SHARED", clock: observation.readAt } };
		const story = new Story().open({ before: shared(present()) }).report();
		story.read(6, { after: shared(landed) });
		const moved = judged(story, withIds(story, "after"), 6).watch;
		expect(moved.state).toBe("usable");
		const other = new Story().open({ before: present() }).report().read(6, { after: landed });
		expect(judged(other, withIds(other, "after"), 6).watch.state).toBe("unconfirmed");
	});
});

test("a superseded watch has ended, and its pages are notified", () => {
	const { watch } = changed();
	const ended = endWatch(watch, "superseded", minutesAfter(3));
	expect(ended.ended).toEqual({ at: minutesAfter(3), reason: "superseded" });
	expect(hasEnded(ended, minutesAfter(3))).toBe(true);
	expect(ended.revision).toBe(watch.revision + 1);
});

test("the baseline is retaken before a further attempt, so that an earlier one's keys are not new", () => {
	const story = open().open(both(landed), 7, { ticket: "ticket--1" });
	expect(story.report(minutesAfter(8)).read(9, both(landed)).watch.state).toBe("waiting");
});

describe("a second change while the first is on its way", () => {
	const second = (story: Story) =>
		story.open(both(present()), 2, { ticket: "second" }).report(minutesAfter(3));
	test("is not confirmed by the first keys that land", () => {
		const { watch } = follow(second(changed()), [6, landed, landed]);
		expect(watch).toMatchObject({ state: "unconfirmed", doubt: "earlier-change" });
	});
	test("is like any other once the first has arrived", () => {
		const story = follow(changed(), [1, present(newKeys(minutesAfter(1))), landedAt(1)]);
		story.open(both(landedAt(1)), 2, { ticket: "second" }).report(minutesAfter(3));
		const again = present(
			newKeys(minutesAfter(8), { keyVersion: 5, keyWrites: keyWrites(5, minutesAfter(8)) }),
		);
		expect(follow(story, [9, again, again]).watch.state).toBe("usable");
	});
	test("knows on which controllers the first had arrived", () => {
		const story = follow(changed(), [1, landedAt(1), present()]);
		story.open(both(landedAt(1), present()), 2, { ticket: "second" }).report(minutesAfter(3));
		const again = present(
			newKeys(minutesAfter(8), { keyVersion: 5, keyWrites: keyWrites(5, minutesAfter(8)) }),
		);
		const keys = follow(story, [9, again, landedAt(8)])
			.readinessAt(9)
			.controllers.map((c) => c.keys);
		expect(keys).toMatchObject([{ kind: "new" }, { kind: "doubt", reason: "earlier-change" }]);
	});
});

function landedAt(minutes: number): Observation {
	return present(newKeys(minutesAfter(minutes)));
}

describe("changes of others that have landed", () => {
	const nowhere = () => changed(open(both(absent()))).read(1, both(absent()));
	test("overtake a change by more than half an hour, and once", () => {
		const { ledger } = nowhere();
		expect(noteOthersLanded(ledger, minutesAfter(30), minutesAfter(31))).toBe(ledger);
		const noted = noteOthersLanded(ledger, minutesAfter(31), minutesAfter(40));
		expect(noted.changes.map((c) => c.overtakenAt)).toEqual([minutesAfter(40)]);
		expect(noteOthersLanded(noted, minutesAfter(50), minutesAfter(55))).toBe(noted);
	});
	test("suggest that an account is out of scope only if no controller has it", () => {
		const obstacle = (story: Story) => {
			const ledger = noteOthersLanded(story.ledger, minutesAfter(31), minutesAfter(40));
			const surroundings = { ...story.surroundings(), ledger };
			return watchReadiness(story.watch, surroundings, minutesAfter(41)).obstacle?.kind;
		};
		expect(obstacle(nowhere().read(40, both(absent())))).toBe("not-in-scope");
		expect(obstacle(changed().read(40, both(present())))).toBeUndefined();
	});
	test("count from when they were seen, and after a day nothing is on its way", () => {
		const [change] = noteOthersLanded(nowhere().ledger, minutesAfter(31), minutesAfter(40)).changes;
		const [unmarked] = nowhere().ledger.changes;
		if (!change || !unmarked) throw new Error("no change");
		expect(isOvertaken(change, minutesAfter(39))).toBe(false);
		expect(isOvertaken(change, minutesAfter(40))).toBe(true);
		expect(isOvertaken(unmarked, minutesAfter(24 * 60))).toBe(false);
		expect(isOvertaken(unmarked, minutesAfter(24 * 60 + 1))).toBe(true);
	});
});

describe("what is shown of a watch", () => {
	test("never identifies the person", () => {
		const notice = { mail: "dana@contoso.com", locale: "de" };
		const story = follow(changed(), [6, landed, landed]);
		const watch = { ...story.watch, notice };
		const view = watchView(
			watch,
			story.surroundings(),
			{
				forecast: { basis: "microsoft", usualMinutes: 20, source: "" },
				reference: "KT-0000-0000",
			},
			minutesAfter(8),
		);
		const text = JSON.stringify(view);
		const { person, ticket } = watch;
		for (const secret of [person.id, person.userPrincipalName, notice.mail, "driley", ticket]) {
			expect(text).not.toContain(secret);
		}
		expect(view).toMatchObject({ state: "usable", isFirstChange: false, sentAt: minutesAfter(8) });
	});
});

describe("how often the domain is read", () => {
	test("every second at first, then less and less often, and again once it is usable", () => {
		const waiting = changed().watch;
		const usable = follow(changed(), [6, landed, landed]).watch;
		expect(waiting.changedAt).toEqual(CHANGED_AT);
		const intervals = [1, 11, 61, 361].map((m) => pollIntervalMs(waiting, minutesAfter(m)));
		expect(intervals).toEqual([1_000, 3_000, 20_000, 120_000]);
		expect(pollIntervalMs(usable, minutesAfter(7))).toBe(5_000);
		expect(pollIntervalMs(open().watch, minutesAfter(1))).toBe(5_000);
		expect(pollIntervalMs(open().watch, minutesAfter(30))).toBe(60_000);
	});
});
