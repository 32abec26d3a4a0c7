import { describe, expect, test } from "vitest";
import { record } from "./controller-record.ts";
import {
	account,
	CHANGED_AT,
	controller,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "./example-accounts.ts";
import { type Change, readiness } from "./readiness.ts";

/**
 * The ten findings in the wait page of PWM, the only other system that shows such a wait. Those that
 * concern the rules are proved here; those of the page and of the store name the test that proves them.
 */

const change: Change = { changedAt: CHANGED_AT, usableAt: undefined };
const landed = minutesAfter(6);
const now = minutesAfter(7);

describe("PWM's traps", () => {
	test("1: what is read of one controller says nothing of another", () => {
		const dc1 = controller("dc1", present(), present());
		const dc2 = controller("dc2", present(), present());
		const after = [record(dc1, present(newKeys(landed)), CHANGED_AT), dc2];
		const [first, second] = readiness(change, after, now).controllers;
		expect([first?.keys.kind, second?.keys.kind]).toEqual(["new", "old"]);
	});
	test("2: two controllers are two entries, though one account reads both", () => {
		const records = [
			controller("dc1", present(), present(newKeys(landed))),
			controller("dc2", present(), unread()),
		];
		expect(readiness(change, records, now).controllers.map((c) => c.name)).toEqual(["dc1", "dc2"]);
		expect(readiness(change, records, now).state).toBe("arriving");
	});
	test("3: controllers that agree on the old password are not in step with this change", () => {
		const records = ["dc1", "dc2"].map((name) => controller(name, present(), present()));
		expect(readiness(change, records, now).state).toBe("waiting");
	});
	test("4: a read error is never a yes", () => {
		const records = ["dc1", "dc2"].map((name) => controller(name, present(), unread()));
		expect(readiness(change, records, now).state).toBe("unconfirmed");
	});
	test("5: no wait, however long, ends as usable without evidence", () => {
		const records = [controller("dc1", present(), present())];
		const states = [1, 15, 90, 300, 10_000].map(
			(minutes) => readiness(change, records, minutesAfter(minutes)).state,
		);
		expect(states).toEqual(["waiting", "waiting", "late", "late", "late"]);
	});
	test("6: there is no percentage: only time passing changes nothing that is shown", () => {
		const records = [controller("dc1", present(), present())];
		const early = readiness(change, records, minutesAfter(1));
		const later = readiness(change, records, minutesAfter(50));
		expect(later).toEqual(early);
	});
	test("7: what is known of a watch survives being written down and read again", () => {
		const records = [controller("dc1", present(), present(newKeys(landed)))];
		const copy = structuredClone(records);
		expect(readiness(change, copy, now)).toEqual(readiness(change, records, now));
	});
	test("8: how long it took is said: the time of the change and of the first sight are kept", () => {
		const arrived = record(
			controller("dc1", present(), present()),
			present(newKeys(landed), minutesAfter(6.5)),
			CHANGED_AT,
		);
		const { controllers, usableAt } = readiness(change, [arrived], now);
		expect(controllers[0]?.arrival?.seenAt).toEqual(minutesAfter(6.5));
		expect(usableAt).toEqual(now);
	});
	test("9: a change of state can be told from a new reading, so that only it is announced", () => {
		const first = readiness(change, [controller("dc1", present(), present(account()))], now);
		const second = readiness(
			change,
			[controller("dc1", present(), present(account(), minutesAfter(8)))],
			minutesAfter(8),
		);
		expect(second.state).toBe(first.state);
		expect(second.controllers[0]?.readAt).not.toEqual(first.controllers[0]?.readAt);
	});
	test("10: the evidence is named: rule, attribute, strength", () => {
		const records = [controller("dc1", present(), present(newKeys(landed)))];
		expect(readiness(change, records, now).controllers[0]?.keys).toEqual({
			kind: "new",
			evidence: {
				rule: "key-version",
				attribute: "msDS-KeyVersionNumber",
				strength: "strong",
				writtenAt: landed,
			},
		});
	});
});
