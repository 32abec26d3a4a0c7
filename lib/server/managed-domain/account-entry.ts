import type { Entry } from "ldapts";
import type { DirectoryAccount } from "#lib/core/readiness/observation.ts";
import { dateFromFiletime, guidFromBytes, integer } from "./ad-values.ts";
import { readKeyWrites } from "./repl-metadata.ts";

/** Bits of `userAccountControl` and of its computed form (MS-ADTS 2.2.16). */
const ACCOUNT_DISABLE = 0x2n;
const LOCKOUT = 0x10n;
const PASSWORD_EXPIRED = 0x80_0000n;

/** Attributes whose bytes must not be read as text. */
export const BINARY_ATTRIBUTES = ["objectGUID", "replPropertyMetaData"];

/** What is asked of an account. One that the portal may not read is simply absent from the answer. */
export const ACCOUNT_ATTRIBUTES = [
	"objectGUID",
	"userPrincipalName",
	"sAMAccountName",
	"pwdLastSet",
	"msDS-KeyVersionNumber",
	"replPropertyMetaData",
	"userAccountControl",
	"msDS-User-Account-Control-Computed",
	"lockoutTime",
	"msDS-UserPasswordExpiryTimeComputed",
];

/**
 * Turns an LDAP entry into a directory account.
 *
 * @param lockoutMs the domain's lockout duration; `undefined` when it is unknown or without end
 */
export function accountFromEntry(entry: Entry, lockoutMs: number | undefined): DirectoryAccount {
	const controls = integer(text(entry, "userAccountControl")) ?? 0n;
	const computed = integer(text(entry, "msDS-User-Account-Control-Computed")) ?? 0n;
	const lockedAt = dateFromFiletime(text(entry, "lockoutTime"));
	const guid = bytes(entry, "objectGUID");
	const metadata = bytes(entry, "replPropertyMetaData");
	const keyVersion = text(entry, "msDS-KeyVersionNumber");
	return {
		objectGuid: guid && guidFromBytes(guid),
		userPrincipalName: text(entry, "userPrincipalName"),
		samAccountName: text(entry, "sAMAccountName"),
		passwordSetAt: passwordSetAt(text(entry, "pwdLastSet")),
		keyVersion: keyVersion === undefined ? undefined : Number(keyVersion),
		keyWrites: metadata && readKeyWrites(metadata),
		kerberosKeys: undefined,
		disabled: (controls & ACCOUNT_DISABLE) !== 0n,
		lockedOut: (computed & LOCKOUT) !== 0n,
		lockedUntil:
			lockedAt && lockoutMs !== undefined ? new Date(lockedAt.getTime() + lockoutMs) : undefined,
		passwordExpired: (computed & PASSWORD_EXPIRED) !== 0n,
		passwordExpiresAt: dateFromFiletime(text(entry, "msDS-UserPasswordExpiryTimeComputed")),
	};
}

/** The first value of an attribute as text; ldapts gives an empty list for one that is absent. */
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

function passwordSetAt(value: string | undefined): DirectoryAccount["passwordSetAt"] {
	return value === "0" ? "must-change" : dateFromFiletime(value);
}
