import type { Entry } from "ldapts";
import { describe, expect, test } from "vitest";
import type { DirectoryAccount, LockoutRules } from "#lib/core/readiness/observation.ts";
import { accountFromEntry } from "./account-entry.ts";

const clock = new Date("2026-11-22T10:00:00Z");
const filetime = (date: string) =>
	String((BigInt(Date.parse(date)) + 11_644_473_600_000n) * 10_000n);

const read = (attributes: Partial<Entry>, lockoutRules?: LockoutRules): DirectoryAccount =>
	accountFromEntry({ dn: "CN=Dana", ...attributes } as Entry, { lockoutRules, clock });

/** `logonHours` that allow only these hours of the week, which begins on Sunday at midnight, UTC. */
function hours(...allowed: number[]): Buffer {
	const bytes = Buffer.alloc(21);
	for (const hour of allowed)
		bytes.writeUInt8(bytes.readUInt8(hour >> 3) | (1 << (hour % 8)), hour >> 3);
	return bytes;
}

test("unreadable flags never mean an unblocked account", () => {
	expect(read({})).toMatchObject({
		disabled: undefined,
		lockedOut: undefined,
		lockedUntil: undefined,
		passwordExpired: undefined,
		accountExpired: undefined,
		smartCardRequired: undefined,
		isOutsideLogonHours: undefined,
		wrongTries: undefined,
		madeAt: undefined,
	});
	// ldapts returns an empty list for a requested attribute that is absent.
	expect(read({ userAccountControl: [], logonHours: [] })).toMatchObject({
		disabled: undefined,
		isOutsideLogonHours: undefined,
	});
});

const computed = (flags: string) => ({ "msDS-User-Account-Control-Computed": flags });
const endsAt = (date: string) => ({ accountExpires: filetime(date) });

const flags: [says: string, attributes: Partial<Entry>, expected: Partial<DirectoryAccount>][] = [
	[
		"an ordinary account",
		{ userAccountControl: "512" },
		{ disabled: false, smartCardRequired: false },
	],
	["a disabled one", { userAccountControl: "514" }, { disabled: true, smartCardRequired: false }],
	["a smart card", { userAccountControl: "262656" }, { disabled: false, smartCardRequired: true }],
	["nothing computed", computed("0"), { lockedOut: false, passwordExpired: false }],
	["a lockout", computed("16"), { lockedOut: true, passwordExpired: false }],
	["an expired password", computed("8388608"), { lockedOut: false, passwordExpired: true }],
	["no end", { accountExpires: "0" }, { accountExpired: false }],
	[
		"no end, in its other notation",
		{ accountExpires: "9223372036854775807" },
		{ accountExpired: false },
	],
	["a past end", endsAt("2026-11-22T10:00:00Z"), { accountExpired: true }],
	["a future end", endsAt("2026-11-22T10:00:01Z"), { accountExpired: false }],
	[
		"no hours",
		{ logonHours: Buffer.alloc(21) },
		{ isOutsideLogonHours: true, logonHoursChangeAt: undefined },
	],
	[
		"all hours",
		{ logonHours: Buffer.alloc(21, 0xff) },
		{ isOutsideLogonHours: false, logonHoursChangeAt: undefined },
	],
	// It is Sunday, 10:00 UTC, which is hour 10 of the week.
	[
		"this hour alone",
		{ logonHours: hours(10) },
		{ isOutsideLogonHours: false, logonHoursChangeAt: new Date("2026-11-22T11:00:00Z") },
	],
	[
		"the hours from noon alone",
		{ logonHours: hours(12, 13) },
		{ isOutsideLogonHours: true, logonHoursChangeAt: new Date("2026-11-22T12:00:00Z") },
	],
	[
		"the last hour of the week alone",
		{ logonHours: hours(167) },
		{ isOutsideLogonHours: true, logonHoursChangeAt: new Date("2026-11-28T23:00:00Z") },
	],
	[
		"the object's own time",
		{ whenCreated: "20261122095900.0Z" },
		{ madeAt: new Date("2026-11-22T09:59:00Z") },
	],
	[
		"wrong tries",
		{ badPwdCount: "3", badPasswordTime: filetime("2026-11-22T09:58:00Z") },
		{ wrongTries: { count: 3, lastAt: new Date("2026-11-22T09:58:00Z") } },
	],
	[
		"no wrong tries",
		{ badPwdCount: "0", badPasswordTime: "0" },
		{ wrongTries: { count: 0, lastAt: undefined } },
	],
];
test.each(flags)("%s is read", (_says, attributes, expected) => {
	expect(read(attributes)).toMatchObject(expected);
});

test("without the controller's clock it is unknown whether an account has expired", () => {
	const entry = { dn: "CN=Dana", accountExpires: filetime("2020-01-01T00:00:00Z") };
	expect(
		accountFromEntry(entry, { lockoutRules: undefined, clock: undefined }).accountExpired,
	).toBeUndefined();
});

describe("the end of a lockout", () => {
	const locked = {
		lockoutTime: filetime("2026-11-22T09:50:00Z"),
		"msDS-User-Account-Control-Computed": "16",
	};
	const rules = (durationMs: LockoutRules["durationMs"]): LockoutRules => ({
		threshold: 5,
		durationMs,
		windowMs: 120_000,
	});
	test("follows from the rules that apply", () => {
		const account = read(locked, rules(30 * 60_000));
		expect(account.lockedUntil).toEqual(new Date("2026-11-22T10:20:00Z"));
		expect(account.lockoutRules).toEqual(rules(30 * 60_000));
	});
	test.each([["until-unlocked" as const], [undefined]])("is unknown with %s", (durationMs) => {
		expect(read(locked, rules(durationMs)).lockedUntil).toBeUndefined();
		expect(read(locked).lockedUntil).toBeUndefined();
	});
});
