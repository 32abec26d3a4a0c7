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

/** What a reader sees, in the columns of the events recorded from a real controller. */
function seen(account: accounts.Account, at = account.changed.at) {
	return {
		pwdLastSet: STORED.pwdLastSet?.(account),
		kvno: CONSTRUCTED["msDS-KeyVersionNumber"]?.(account, at),
		ntlm: account.writes.unicodePwd?.version,
		kerberos: account.writes.supplementalCredentials?.version,
		computed: CONSTRUCTED["msDS-User-Account-Control-Computed"]?.(account, at),
		expires: CONSTRUCTED["msDS-UserPasswordExpiryTimeComputed"]?.(account, at),
	};
}

const EXPIRED = "8388608";
const SET_AT_1 = "134398152602500000";
const SET_AT_2 = "134398153202500000";
const free = (pwdLastSet: string) => ({
	pwdLastSet,
	computed: "0",
	expires: String(BigInt(pwdLastSet) + 77_760_000_000_000n),
});
const mustChange = { pwdLastSet: "0", computed: EXPIRED, expires: "0" };

describe("events and what they write", () => {
	test.each<[string, accounts.Account, ReturnType<typeof seen>]>([
		[
			"added without keys",
			bare,
			{ ...mustChange, kvno: undefined, ntlm: undefined, kerberos: undefined },
		],
		["first keys", complete, { ...free(SET_AT_1), kvno: "1", ntlm: 1, kerberos: 1 }],
		[
			"keys again",
			accounts.withKeys(complete, stamp(2)),
			{ ...free(SET_AT_2), kvno: "2", ntlm: 2, kerberos: 2 },
		],
		[
			"keys with the cloud's time",
			accounts.withKeys(complete, stamp(2), { passwordSetAt: stamp(1).at }),
			{ ...free(SET_AT_1), kvno: "2", ntlm: 2, kerberos: 2 },
		],
		[
			"NTLM key only, without earlier keys",
			accounts.withKeys(bare, stamp(2), { ntlmOnly: true }),
			{ ...free(SET_AT_2), kvno: "1", ntlm: 1, kerberos: undefined },
		],
		[
			"NTLM key only: removing the Kerberos keys is also a write",
			accounts.withKeys(complete, stamp(2), { ntlmOnly: true }),
			{ ...free(SET_AT_2), kvno: "2", ntlm: 2, kerberos: 2 },
		],
		[
			"keys removed",
			accounts.withoutKeys(complete, stamp(2)),
			{ ...mustChange, kvno: "2", ntlm: 2, kerberos: 2 },
		],
		[
			"must change: no key is touched",
			accounts.withPasswordTime(complete, stamp(2), undefined),
			{ ...mustChange, kvno: "1", ntlm: 1, kerberos: 1 },
		],
		[
			"the time of the password moves: no key is touched",
			accounts.withPasswordTime(complete, stamp(2), stamp(2).at),
			{ ...free(SET_AT_2), kvno: "1", ntlm: 1, kerberos: 1 },
		],
		[
			"disabled",
			accounts.withDisabled(complete, stamp(2), true),
			{ ...free(SET_AT_1), kvno: "1", ntlm: 1, kerberos: 1 },
		],
		[
			"described",
			accounts.withDescription(complete, stamp(2), "on leave"),
			{ ...free(SET_AT_1), kvno: "1", ntlm: 1, kerberos: 1 },
		],
	])("%s", (_, account, expected) => {
		expect(seen(account)).toEqual(expected);
	});

	test.each([
		["removing missing keys", bare, accounts.withoutKeys(bare, stamp(2))],
		["must change, again", bare, accounts.withPasswordTime(bare, stamp(2), undefined)],
		["enabling an enabled account", bare, accounts.withDisabled(bare, stamp(2), false)],
	])("%s writes nothing", (_, before, after) => {
		expect(after).toBe(before);
	});
});

describe("a lockout", () => {
	const tries = (from: accounts.Account, ...minutes: number[]) =>
		minutes.reduce((account, minute) => accounts.withFailedSignIn(account, stamp(minute)), from);

	test("follows five failed sign-ins within two minutes, not five in an hour", () => {
		const locked = tries(complete, 2, 2, 2, 3, 3);
		expect(seen(locked).computed).toBe("16");
		expect(STORED.lockoutTime?.(locked)).toBe("134398153802500000");
		expect(locked.writes.lockoutTime?.version).toBe(1);
		expect(seen(tries(complete, 2, 12, 22, 32, 42)).computed).toBe("0");
		expect(STORED.lockoutTime?.(complete)).toBeUndefined();
	});

	test("ends after 30 minutes without an unlock, while lockoutTime stays", () => {
		const locked = accounts.withLockout(complete, stamp(2));
		expect(seen(locked, stamp(31).at).computed).toBe("16");
		expect(seen(locked, stamp(32).at).computed).toBe("0");
		expect(locked.badPwdCount).toBe(5);
		expect(STORED.lockoutTime?.(locked)).not.toBe("0");
	});

	test("restarts when it is set again", () => {
		const again = accounts.withLockout(accounts.withLockout(complete, stamp(2)), stamp(10));
		expect(again.badPwdCount).toBe(5);
		expect(seen(again, stamp(39).at).computed).toBe("16");
	});

	test("is not lifted by a new password, but by unlocking, which sets lockoutTime to 0", () => {
		const locked = accounts.withKeys(accounts.withLockout(complete, stamp(2)), stamp(3));
		expect(seen(locked).computed).toBe("16");
		const unlocked = accounts.withoutLockout(locked, stamp(4));
		expect(seen(unlocked).computed).toBe("0");
		expect(STORED.lockoutTime?.(unlocked)).toBe("0");
		expect(unlocked.writes.lockoutTime?.version).toBe(2);
	});
});

test("a password expires as time passes", () => {
	const days = (count: number) =>
		new Date(complete.changed.at.getTime() + count * 24 * 60 * MINUTE);
	expect(seen(complete, days(89)).computed).toBe("0");
	expect(seen(complete, days(90)).computed).toBe(EXPIRED);
});
