import { describe, expect, test } from "vitest";
import {
	absent,
	CHANGED_AT,
	keyWrites,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "../readiness/example-accounts.ts";
import type { Observation } from "../readiness/observation.ts";
import { pollIntervalMs } from "./poll-schedule.ts";
import {
	endWatch,
	fitToControllers,
	hasEnded,
	isNewlyOvertaken,
	noteOthersArrived,
	observe,
	openWatch,
	reportChange,
	retakeBaseline,
	type Watch,
} from "./watch.ts";
import { watchView } from "./watch-view.ts";

const person = { id: "11111111-2222-4333-8444-555555555501", userPrincipalName: "d@a.com" };
const both = (dc1: Observation, dc2: Observation) =>
	new Map([
		["dc1", { name: "dc1.aaddscontoso.com", observation: dc1 }],
		["dc2", { name: "dc2.aaddscontoso.com", observation: dc2 }],
	]);
const open = (observations = both(present(), present())) =>
	openWatch("ticket", person, { observations, now: minutesAfter(-1) });
const changed = (watch = open()) => reportChange(watch, CHANGED_AT, minutesAfter(0));
const landed = present(newKeys(minutesAfter(6)));

function follow(watch: Watch, ...steps: [minutes: number, dc1: Observation, dc2: Observation][]) {
	return steps.reduce((w, [at, dc1, dc2]) => observe(w, both(dc1, dc2), minutesAfter(at)), watch);
}

describe("a watch", () => {
	test("goes from open over waiting and arriving to usable, each since its own time", () => {
		const states = [
			open(),
			changed(),
			follow(changed(), [6, landed, present()]),
			follow(changed(), [6, landed, present()], [7, landed, landed]),
		].map(({ state, stateSince }) => [state, stateSince]);
		expect(states).toEqual([
			["open", minutesAfter(-1)],
			["waiting", minutesAfter(0)],
			["arriving", minutesAfter(6)],
			["usable", minutesAfter(7)],
		]);
	});
	test("is late by time alone, though every reading finds the same", () => {
		const same = present();
		for (const [dc1, dc2] of [
			[same, same],
			[absent(), absent()],
		] as const) {
			const waiting = follow(changed(), [1, dc1, dc2], [2, dc1, dc2]);
			const late = follow(waiting, [61, dc1, dc2]);
			expect([waiting.state, late.state]).toEqual(["waiting", "late"]);
			expect(late.revision).toBe(waiting.revision + 1);
		}
	});
	test("remembers when it was read, also where the same is found", () => {
		const first = present();
		const again = { ...first, readAt: minutesAfter(3) };
		const watch = follow(changed(), [2, first, first], [3, again, again]);
		expect(watch.records.map((r) => r.latest.readAt)).toEqual([minutesAfter(3), minutesAfter(3)]);
	});
	test("has a new revision when what is shown changes, and only then", () => {
		const waiting = changed();
		const readAgain = follow(waiting, [1, present(), present()], [2, present(), present()]);
		expect(readAgain.revision).toBe(waiting.revision);
		expect(follow(waiting, [6, landed, present()]).revision).toBe(waiting.revision + 1);
	});
	test("keeps a baseline of absence, and none of a controller that was silent", () => {
		const watch = open(both(absent(), unread()));
		expect(watch.records.map((r) => r.baseline?.kind)).toEqual(["absent", undefined]);
	});
	test("follows a change whose report was lost, from the keys alone", () => {
		const watch = follow(open(), [6, landed, landed]);
		expect(watch).toMatchObject({ state: "usable", usableAt: minutesAfter(6) });
		expect(watch.changedAt).toBeUndefined();
	});
	test("ends after 72 hours", () => {
		expect(hasEnded(open(), minutesAfter(72 * 60 - 2))).toBe(false);
		expect(hasEnded(open(), minutesAfter(72 * 60))).toBe(true);
	});
	test("ignores a controller that it does not know", () => {
		const watch = observe(
			changed(),
			new Map([["dc9", { name: "dc9", observation: landed }]]),
			minutesAfter(6),
		);
		expect(watch).toMatchObject({ state: "waiting", revision: changed().revision });
	});
});

describe("after a restart with other settings", () => {
	const controllers = (...ids: string[]) => ids.map((id) => ({ id, name: id }));
	test("a controller that is gone no longer holds up usable", () => {
		const arriving = follow(changed(), [6, landed, present()]);
		const fitted = fitToControllers(arriving, controllers("dc1"), minutesAfter(7));
		expect(observe(fitted, both(landed, landed), minutesAfter(7)).state).toBe("usable");
	});
	test("a new controller has to show the keys too, without a baseline", () => {
		const fitted = fitToControllers(changed(), controllers("dc1", "dc2", "dc3"), minutesAfter(1));
		expect(follow(fitted, [6, landed, landed]).state).toBe("arriving");
	});
	test("nothing changes when the controllers are the same", () => {
		const watch = changed();
		expect(fitToControllers(watch, controllers("dc1", "dc2"), minutesAfter(1))).toBe(watch);
	});
});

test("a watch that was superseded has ended, and its pages are told", () => {
	const ended = endWatch(changed(), "superseded", minutesAfter(3));
	expect(hasEnded(ended, minutesAfter(3))).toBe(true);
	expect(ended.revision).toBe(changed().revision + 1);
});

describe("the baseline", () => {
	test("is taken anew before another try, so that keys of an earlier change are not taken for new", () => {
		const again = retakeBaseline(open(), {
			observations: both(landed, landed),
			now: minutesAfter(7),
		});
		const after = observe(changed(again), both(landed, landed), minutesAfter(8));
		expect(after.state).toBe("waiting");
	});
	test("stays when a change has already shown itself", () => {
		const watch = changed();
		expect(
			retakeBaseline(watch, { observations: both(landed, landed), now: minutesAfter(7) }),
		).toBe(watch);
	});
});

describe("a second change while the first is on its way", () => {
	const second = (earlier: Watch) =>
		reportChange(
			openWatch("second", person, {
				observations: both(present(), present()),
				earlier,
				now: minutesAfter(2),
			}),
			minutesAfter(3),
			minutesAfter(3),
		);
	test("is not confirmed by the first keys that land, and is by the second", () => {
		const watch = follow(second(changed()), [6, landed, landed]);
		expect(watch.state).toBe("unconfirmed");
		const again = present(
			newKeys(minutesAfter(8), { keyVersion: 5, keyWrites: keyWrites(5, minutesAfter(8)) }),
		);
		expect(follow(watch, [9, again, again]).state).toBe("usable");
	});
	test("is like any other when the first had arrived", () => {
		const first = follow(changed(), [1, landed, landed]);
		expect(second(first).records.map((r) => r.isEarlierPending)).toEqual([false, false]);
	});
	test("knows on which controllers the first had arrived", () => {
		const first = follow(changed(), [1, landed, present()]);
		expect(second(first).records.map((r) => r.isEarlierPending)).toEqual([false, true]);
	});
});

test("a watch is told of others once, and shows it only when it matters", () => {
	const nowhere = reportChange(open(both(absent(), absent())), CHANGED_AT, minutesAfter(0));
	const soon = noteOthersArrived(nowhere, minutesAfter(5), minutesAfter(10));
	expect(soon.revision).toBe(nowhere.revision);
	const late = noteOthersArrived(soon, minutesAfter(40), minutesAfter(45));
	expect(late.revision).toBe(nowhere.revision + 1);
	expect(noteOthersArrived(late, minutesAfter(20), minutesAfter(46))).toBe(late);
});

test("only a watch that is newly overtaken by half an hour has to be told", () => {
	const nowhere = reportChange(open(both(absent(), absent())), CHANGED_AT, minutesAfter(0));
	const told = noteOthersArrived(nowhere, minutesAfter(31), minutesAfter(40));
	expect(isNewlyOvertaken(nowhere, minutesAfter(30))).toBe(false);
	expect(isNewlyOvertaken(nowhere, minutesAfter(31))).toBe(true);
	expect(isNewlyOvertaken(told, minutesAfter(50))).toBe(false);
	expect(isNewlyOvertaken(follow(changed(), [6, landed, landed]), minutesAfter(50))).toBe(false);
	expect(isNewlyOvertaken(open(), minutesAfter(50))).toBe(false);
});

describe("what is shown of a watch", () => {
	test("never says who it is", () => {
		const notice = { mail: "dana@contoso.com", locale: "de" };
		const view = watchView(
			follow({ ...changed(), notice }, [6, landed, landed]),
			{
				forecast: { basis: "microsoft", usualMinutes: 20, source: "" },
				reference: "KT-0000-0000",
			},
			minutesAfter(8),
		);
		const text = JSON.stringify(view);
		for (const secret of [person.id, person.userPrincipalName, notice.mail, "driley", "ticket"]) {
			expect(text).not.toContain(secret);
		}
		expect(view).toMatchObject({ state: "usable", isFirstChange: false, sentAt: minutesAfter(8) });
	});
});

describe("how often the domain is asked", () => {
	test("every second at first, then ever more slowly, and slowly again once it is usable", () => {
		const waiting = changed();
		const usable = follow(waiting, [6, landed, landed]);
		const intervals = [1, 11, 61, 361].map((m) => pollIntervalMs(waiting, minutesAfter(m)));
		expect(intervals).toEqual([1_000, 3_000, 20_000, 120_000]);
		expect(pollIntervalMs(usable, minutesAfter(7))).toBe(5_000);
		expect(pollIntervalMs(open(), minutesAfter(1))).toBe(5_000);
		expect(pollIntervalMs(open(), minutesAfter(30))).toBe(60_000);
	});
});
