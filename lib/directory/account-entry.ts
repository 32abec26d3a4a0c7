import type { Entry } from "ldapts";
import { now } from "#lib/clock/clock.ts";
import type { DirectoryAccount, LockoutRules } from "#lib/core/readiness/observation.ts";
import {
	dateFromFiletime,
	dateFromGeneralizedTime,
	guidFromBytes,
	integer,
	isPast,
} from "./ad-values.ts";
import { readKeyWrites } from "./repl-metadata.ts";

/** Bits of `userAccountControl` and of its computed form (MS-ADTS 2.2.16). */
const ACCOUNT_DISABLE = 0x2n;
const LOCKOUT = 0x10n;
const SMARTCARD_REQUIRED = 0x4_0000n;
const PASSWORD_EXPIRED = 0x80_0000n;

/** The DN of the password policy that applies to an account; absent if only the domain's does. */
const RESULTANT_POLICY = "msDS-ResultantPSO";

/** Attributes with binary values, which must not be decoded as text. */
export const BINARY_ATTRIBUTES = ["objectGUID", "replPropertyMetaData", "logonHours"];

/** The attributes to read of an account. Those that the portal may not read are missing from the answer. */
export const ACCOUNT_ATTRIBUTES = [
	"objectGUID",
	"whenCreated",
	"userPrincipalName",
	"sAMAccountName",
	"pwdLastSet",
	"msDS-KeyVersionNumber",
	"replPropertyMetaData",
	"userAccountControl",
	"msDS-User-Account-Control-Computed",
	"accountExpires",
	"logonHours",
	"lockoutTime",
	"badPwdCount",
	"badPasswordTime",
	RESULTANT_POLICY,
	"msDS-UserPasswordExpiryTimeComputed",
];

/** The context needed to interpret an entry. */
type Context = {
	/** The rules that apply to it; `undefined`: unknown. */
	lockoutRules: LockoutRules | undefined;
	/** The controller's clock at the reading. */
	clock: Date | undefined;
};

/** Converts an LDAP entry to a directory account. Unreadable values are `undefined`, never a guess. */
export function accountFromEntry(entry: Entry, { lockoutRules, clock }: Context): DirectoryAccount {
	const controls = integer(text(entry, "userAccountControl"));
	const computed = integer(text(entry, "msDS-User-Account-Control-Computed"));
	const guid = bytes(entry, "objectGUID");
	const metadata = bytes(entry, "replPropertyMetaData");
	const keyVersion = integer(text(entry, "msDS-KeyVersionNumber"));
	return {
		objectGuid: guid && guidFromBytes(guid),
		madeAt: dateFromGeneralizedTime(text(entry, "whenCreated")),
		userPrincipalName: text(entry, "userPrincipalName"),
		samAccountName: text(entry, "sAMAccountName"),
		passwordSetAt: passwordSetAt(text(entry, "pwdLastSet")),
		keyVersion: keyVersion === undefined ? undefined : Number(keyVersion),
		keyWrites: metadata && readKeyWrites(metadata),
		disabled: has(controls, ACCOUNT_DISABLE),
		lockedOut: has(computed, LOCKOUT),
		lockedUntil: lockedUntil(dateFromFiletime(text(entry, "lockoutTime")), lockoutRules),
		passwordExpired: has(computed, PASSWORD_EXPIRED),
		passwordExpiresAt: dateFromFiletime(text(entry, "msDS-UserPasswordExpiryTimeComputed")),
		accountExpired: isPast(text(entry, "accountExpires"), clock),
		accountExpiresAt: dateFromFiletime(text(entry, "accountExpires")),
		smartCardRequired: has(controls, SMARTCARD_REQUIRED),
		...logonHours(bytes(entry, "logonHours"), clock ?? now()),
		lockoutRules,
		wrongTries: wrongTries(entry),
	};
}

/** The DN of the password policy that applies to an account, if readable. */
export function policyDn(entry: Entry): string | undefined {
	return text(entry, RESULTANT_POLICY);
}

/** The first value of an attribute as text; ldapts returns an empty list for an absent one. */
export function text(entry: Entry, attribute: string): string | undefined {
	const value = first(entry, attribute);
	return value === undefined ? undefined : value.toString("utf8");
}

/** The first value of an attribute as bytes. */
export function bytes(entry: Entry, attribute: string): Buffer | undefined {
	const value = first(entry, attribute);
	return typeof value === "string" ? Buffer.from(value) : value;
}

function first(entry: Entry, attribute: string): Buffer | string | undefined {
	const value = entry[attribute];
	return Array.isArray(value) ? value[0] : value;
}

function has(flags: bigint | undefined, bit: bigint): boolean | undefined {
	return flags === undefined ? undefined : (flags & bit) !== 0n;
}

function passwordSetAt(value: string | undefined): DirectoryAccount["passwordSetAt"] {
	return value === "0" ? "must-change" : dateFromFiletime(value);
}

const HOUR_MS = 60 * 60_000;
const HOURS_A_WEEK = 7 * 24;
/** The week begins on a Sunday, time on a Thursday. */
const FIRST_HOUR = 4 * 24;

/** One bit per hour of the week in UTC, the lowest of a byte first (MS-SAMR 2.2.6.5). */
function logonHours(
	hours: Buffer | undefined,
	clock: Date,
): Pick<DirectoryAccount, "isOutsideLogonHours" | "logonHoursChangeAt"> {
	if (!hours || hours.length * 8 < HOURS_A_WEEK)
		return { isOutsideLogonHours: undefined, logonHoursChangeAt: undefined };
	const current = Math.floor(clock.getTime() / HOUR_MS);
	const isAllowed = (hour: number) => {
		const ofWeek = (hour + FIRST_HOUR) % HOURS_A_WEEK;
		return ((hours[Math.floor(ofWeek / 8)] ?? 0) & (1 << (ofWeek % 8))) !== 0;
	};
	const week = Array.from({ length: HOURS_A_WEEK }, (_, n) => current + n);
	const change = week.find((hour) => isAllowed(hour) !== isAllowed(current));
	return {
		isOutsideLogonHours: !isAllowed(current),
		logonHoursChangeAt: change === undefined ? undefined : new Date(change * HOUR_MS),
	};
}

function lockedUntil(
	lockedAt: Date | undefined,
	rules: LockoutRules | undefined,
): Date | undefined {
	const durationMs = rules?.durationMs;
	if (!lockedAt || typeof durationMs !== "number") return undefined;
	return new Date(lockedAt.getTime() + durationMs);
}

function wrongTries(entry: Entry): DirectoryAccount["wrongTries"] {
	const count = integer(text(entry, "badPwdCount"));
	if (count === undefined) return undefined;
	return { count: Number(count), lastAt: dateFromFiletime(text(entry, "badPasswordTime")) };
}
