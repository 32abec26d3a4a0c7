import { describe, expect, test } from "vitest";
import { CONSTRUCTED, STORED } from "./account-attributes.ts";
import * as accounts from "./accounts.ts";
import { person } from "./example-people.ts";
import type { Stamp } from "./replication-metadata.ts";

const START = Date.parse("2026-11-22T10:00:00.250Z");
const MINUTE = 60_000;

const stamp = (minutes: number): Stamp => ({
	at: new Date(START + minutes * MINUTE),
	usn: 100 + minutes,
	invocationId: Buffer.alloc(16, 9),
});

const bare = accounts.newAccount(
	{ person: person(1), cn: "Person 1", place: "people", objectGuid: Buffer.alloc(16, 1) },
	stamp(0),
);
const complete = accounts.withKeys(bare, stamp(1));

/** The flags of a lockout and of an expired password, as a reader sees them. */
function computed(account: accounts.Account, at = account.changed.at) {
	return CONSTRUCTED["msDS-User-Account-Control-Computed"]?.(account, at);
}

const EXPIRED = "8388608";

test.each([
	["removing missing keys", bare, accounts.withoutKeys(bare, stamp(2))],
	["must change, again", bare, accounts.withPasswordTime(bare, stamp(2), undefined)],
	["enabling an enabled account", bare, accounts.withDisabled(bare, stamp(2), false)],
])("%s writes nothing", (_, before, after) => {
	expect(after).toBe(before);
});

describe("a lockout", () => {
	const tries = (from: accounts.Account, ...minutes: number[]) =>
		minutes.reduce((account, minute) => accounts.withFailedSignIn(account, stamp(minute)), from);

	test("follows five failed sign-ins within two minutes, not five in an hour", () => {
		const locked = tries(complete, 2, 2, 2, 3, 3);
		expect(computed(locked)).toBe("16");
		expect(STORED.lockoutTime?.(locked)).toBe("134398153802500000");
		expect(locked.writes.lockoutTime?.version).toBe(1);
		expect(computed(tries(complete, 2, 12, 22, 32, 42))).toBe("0");
		expect(STORED.lockoutTime?.(complete)).toBeUndefined();
	});

	test("ends after 30 minutes without an unlock, while lockoutTime stays", () => {
		const locked = accounts.withLockout(complete, stamp(2));
		expect(computed(locked, stamp(31).at)).toBe("16");
		expect(computed(locked, stamp(32).at)).toBe("0");
		expect(locked.badPwdCount).toBe(5);
		expect(STORED.lockoutTime?.(locked)).not.toBe("0");
	});

	test("restarts when it is set again", () => {
		const again = accounts.withLockout(accounts.withLockout(complete, stamp(2)), stamp(10));
		expect(again.badPwdCount).toBe(5);
		expect(computed(again, stamp(39).at)).toBe("16");
	});

	test("is not lifted by a new password, but by unlocking, which sets lockoutTime to 0", () => {
		const locked = accounts.withKeys(accounts.withLockout(complete, stamp(2)), stamp(3));
		expect(computed(locked)).toBe("16");
		const unlocked = accounts.withoutLockout(locked, stamp(4));
		expect(computed(unlocked)).toBe("0");
		expect(STORED.lockoutTime?.(unlocked)).toBe("0");
		expect(unlocked.writes.lockoutTime?.version).toBe(2);
	});
});

test("a password expires as time passes", () => {
	const days = (count: number) =>
		new Date(complete.changed.at.getTime() + count * 24 * 60 * MINUTE);
	expect(computed(complete, days(89))).toBe("0");
	expect(computed(complete, days(90))).toBe(EXPIRED);
});
