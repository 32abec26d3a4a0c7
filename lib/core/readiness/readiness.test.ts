import { describe, expect, test } from "vitest";
import { type ControllerRecord, record } from "./controller-record.ts";
import {
	absent,
	account,
	CHANGED_AT,
	controller,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "./example-accounts.ts";
import type { DirectoryAccount } from "./observation.ts";
import { type Change, readiness } from "./readiness.ts";

const landed = minutesAfter(6);
const change: Change = { changedAt: CHANGED_AT, usableAt: undefined };
const now = minutesAfter(7);

const old = (name: string) => controller(name, present(), present());
const arrived = (name: string, held: Partial<DirectoryAccount> = {}) =>
	controller(name, present(), present(newKeys(landed, held)));
const silent = (name: string) => controller(name, present(), unread());

const state = (records: ControllerRecord[], at = now, of = change) =>
	readiness(of, records, at).state;

describe("the state of a change", () => {
	const cases: [told: string, records: ControllerRecord[], state: string][] = [
		["no controller has new keys", [old("dc1"), old("dc2")], "waiting"],
		["the account is still absent everywhere", [controller("dc1", absent(), absent())], "waiting"],
		["one controller has them, one not", [arrived("dc1"), old("dc2")], "arriving"],
		["all that answer have them, one is silent", [arrived("dc1"), silent("dc2")], "arriving"],
		["one has none, one is silent", [old("dc1"), silent("dc2")], "waiting"],
		["every controller has them", [arrived("dc1"), arrived("dc2")], "usable"],
		["no controller answers", [silent("dc1"), silent("dc2")], "unconfirmed"],
		["no managed domain is configured", [], "unconfirmed"],
	];
	test.each(cases)("when %s", (_told, records, expected) => {
		expect(state(records)).toBe(expected);
	});

	test("waiting or arriving for over an hour is late, and late ends when the keys are there", () => {
		expect(state([old("dc1")], minutesAfter(60))).toBe("waiting");
		expect(state([old("dc1")], minutesAfter(60.1))).toBe("late");
		expect(state([arrived("dc1"), old("dc2")], minutesAfter(61))).toBe("late");
		expect(state([arrived("dc1"), arrived("dc2")], minutesAfter(61))).toBe("usable");
	});
});

describe("an account that is not free", () => {
	const until = minutesAfter(30);
	const blocks: [string, Partial<DirectoryAccount>, object][] = [
		["locked", { lockedOut: true, lockedUntil: until }, { kind: "locked", until }],
		["locked without a known end", { lockedOut: true }, { kind: "locked" }],
		["disabled", { disabled: true }, { kind: "disabled" }],
		["expired", { passwordExpired: true }, { kind: "password-expired" }],
		["told to change", { passwordSetAt: "must-change" }, { kind: "must-change" }],
	];
	test.each(blocks)("%s on any controller is blocked, with the reason", (_name, held, obstacle) => {
		const result = readiness(change, [arrived("dc1"), arrived("dc2", held)], now);
		expect(result.state).toBe("blocked");
		expect(result.obstacle).toMatchObject(obstacle);
		expect(result.usableAt).toBeUndefined();
	});
	test("a lockout is over when the controller says so, by its own clock", () => {
		const locked = arrived("dc1", { lockedOut: true, lockedUntil: minutesAfter(10) });
		const ended = arrived("dc1", { lockedOut: false, lockedUntil: minutesAfter(10) });
		expect(state([locked], minutesAfter(60))).toBe("blocked");
		expect(state([ended], minutesAfter(9))).toBe("usable");
	});
	test("the gravest reason is named", () => {
		const records = [arrived("dc1", { lockedOut: true }), arrived("dc2", { disabled: true })];
		expect(readiness(change, records, now).obstacle).toEqual({ kind: "disabled" });
	});
	test("a lockout is told while the keys are still on their way, an expired password is not", () => {
		const waiting = (held: Partial<DirectoryAccount>) =>
			readiness(change, [controller("dc1", present(), present(account(held)))], now);
		expect(waiting({ lockedOut: true })).toMatchObject({
			state: "waiting",
			obstacle: { kind: "locked" },
		});
		expect(waiting({ passwordExpired: true }).obstacle).toBeUndefined();
		expect(waiting({ passwordSetAt: "must-change" }).obstacle).toBeUndefined();
	});
	test("keys of one kind only are not usable", () => {
		const ntlmOnly = arrived("dc1", {
			keyWrites: { ...account().keyWrites, unicodePwd: { version: 4, writtenAt: landed } } as never,
		});
		expect(readiness(change, [ntlmOnly], now)).toMatchObject({
			state: "blocked",
			obstacle: { kind: "one-kind", present: "ntlm" },
		});
	});
});

describe("a state may go back, when a controller says so", () => {
	const usable: Change = { changedAt: CHANGED_AT, usableAt: minutesAfter(6.5) };
	test("it keeps the time of the first sight", () => {
		const result = readiness(usable, [arrived("dc1"), arrived("dc2")], now);
		expect(result.usableAt).toEqual(minutesAfter(6.5));
	});
	test("locked after usable", () => {
		expect(state([arrived("dc1"), arrived("dc2", { lockedOut: true })], now, usable)).toBe(
			"blocked",
		);
	});
	test("keys gone after usable", () => {
		expect(state([arrived("dc1"), old("dc2")], now, usable)).toBe("arriving");
	});
	test("a controller that reboots takes nothing back", () => {
		expect(state([arrived("dc1"), silent("dc2")], now, usable)).toBe("usable");
		expect(state([silent("dc1"), silent("dc2")], now, usable)).toBe("usable");
	});
});

describe("two changes on their way at once", () => {
	const doubtful = (name: string) => ({ ...arrived(name), isEarlierPending: true });
	test("keys everywhere that may be the earlier ones are not confirmed", () => {
		expect(readiness(change, [doubtful("dc1"), doubtful("dc2")], now)).toMatchObject({
			state: "unconfirmed",
			obstacle: { kind: "earlier-change" },
			usableAt: undefined,
		});
	});
	test("one doubt is enough", () => {
		expect(state([doubtful("dc1"), arrived("dc2")])).toBe("unconfirmed");
	});
});

describe("a domain that was made after the change", () => {
	const rebuilt = (madeAt: Date) => ({ ...old("dc1"), domainMadeAt: madeAt });
	test("never had its keys: the password has to be changed again", () => {
		const result = readiness(change, [rebuilt(minutesAfter(3))], now);
		expect(result.obstacle).toEqual({ kind: "domain-rebuilt", at: minutesAfter(3) });
		expect(result.state).toBe("waiting");
	});
	test("made before it, says nothing", () => {
		expect(readiness(change, [rebuilt(minutesAfter(-3))], now).obstacle).toBeUndefined();
	});
});

describe("an account that is still nowhere", () => {
	const nowhere = [controller("dc1", absent(), absent()), controller("dc2", absent(), absent())];
	const overtaken = (minutes: number) => ({ ...change, othersArrivedAt: minutesAfter(minutes) });
	test("long after later changes of others have arrived, may not be in scope", () => {
		expect(readiness(overtaken(31), nowhere, minutesAfter(40)).obstacle).toEqual({
			kind: "not-in-scope",
		});
	});
	test("is only late while nobody's later change has arrived either", () => {
		expect(readiness(change, nowhere, minutesAfter(90))).toMatchObject({
			state: "late",
			obstacle: undefined,
		});
		expect(readiness(overtaken(29), nowhere, minutesAfter(90)).obstacle).toBeUndefined();
	});
	test("that is there on one controller is in scope", () => {
		const [first = old("dc1")] = nowhere;
		expect(
			readiness(overtaken(31), [first, old("dc2")], minutesAfter(90)).obstacle,
		).toBeUndefined();
	});
});

describe("a watch whose change was never reported", () => {
	const unreported: Change = { changedAt: undefined, usableAt: undefined };
	test("is open while no controller shows a trace, however long", () => {
		expect(state([old("dc1")], minutesAfter(600), unreported)).toBe("open");
		expect(state([], now, unreported)).toBe("open");
		expect(state([silent("dc1")], now, unreported)).toBe("open");
	});
	test("is followed as soon as one does", () => {
		expect(state([arrived("dc1"), old("dc2")], now, unreported)).toBe("arriving");
		expect(state([arrived("dc1"), arrived("dc2")], now, unreported)).toBe("usable");
	});
});

describe("taking in observations one after another", () => {
	const at = (minutes: number, held: Partial<DirectoryAccount>) =>
		present(newKeys(landed, held), minutesAfter(minutes));
	const keysOf = (...observations: ReturnType<typeof present>[]) =>
		readiness(change, [observations.reduce((r, o) => record(r, o, CHANGED_AT), old("dc1"))], now)
			.state;
	test("keys removed and the password's time set again are not new keys", () => {
		expect(keysOf(at(7, { passwordSetAt: "must-change" }), at(8, {}))).toBe("waiting");
	});
	test("keys seen free, told to change, and free again are usable again", () => {
		expect(keysOf(at(7, {}), at(8, { passwordSetAt: "must-change" }))).toBe("blocked");
		expect(keysOf(at(7, {}), at(8, { passwordSetAt: "must-change" }), at(9, {}))).toBe("usable");
	});
	test("what was suspect of an account says nothing of the one that was made in its place", () => {
		const recreated = { objectGuid: "another", keyVersion: 4 };
		expect(keysOf(at(7, { passwordSetAt: "must-change" }), at(8, recreated))).toBe("usable");
	});
	test("a controller that was silent in between forgets nothing of it", () => {
		const silence = unread(minutesAfter(8));
		expect(keysOf(at(7, {}), silence, at(9, { passwordSetAt: "must-change" }), at(10, {}))).toBe(
			"usable",
		);
	});

	test("an arrival keeps the time of the first sight, and goes when the keys go", () => {
		const start = old("dc1");
		const seen = record(start, present(newKeys(landed), minutesAfter(7)), CHANGED_AT);
		const again = record(seen, present(newKeys(landed), minutesAfter(8)), CHANGED_AT);
		expect(again.arrival?.seenAt).toEqual(minutesAfter(7));
		expect(record(again, unread(), CHANGED_AT).arrival).toEqual(again.arrival);
		expect(record(again, present(), CHANGED_AT).arrival).toBeUndefined();
	});
});
