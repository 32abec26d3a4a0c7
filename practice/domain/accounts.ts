import { fileTime } from "./directory-time.ts";
import { DEFAULT_LOCKOUT, POLICY } from "./domain-policy.ts";
import {
	moreWrites,
	type Stamp,
	type Writes,
	type WrittenAttribute,
} from "./replication-metadata.ts";
import type { DomainPerson, KeyKind, LockoutPolicy, Place, SetKeysOptions } from "./stand-in.ts";

/**
 * A user's object on one controller. Every event returns a new one, or the same one if nothing is
 * written; the writes were recorded from a real domain controller. It never holds a key or password:
 * only which kinds of keys exist, and how often they were written.
 */
export type Account = {
	person: DomainPerson;
	cn: string;
	place: Place;
	objectGuid: Buffer;
	created: Stamp;
	changed: Stamp;
	keys: Record<KeyKind, boolean>;
	/** FILETIME; 0: the password must be changed before the next sign-in. */
	pwdLastSet: bigint;
	isDisabled: boolean;
	isSmartCardRequired: boolean;
	/** `undefined`: never. */
	expires: Date | undefined;
	/** `undefined`: the attribute is absent, which allows every hour, like `all`. */
	logonHours: "none" | "all" | undefined;
	/** FILETIME; 0: unlocked again, `undefined`: never locked. */
	lockoutTime: bigint | undefined;
	badPwdCount: number;
	badPasswordTime: bigint;
	description: string | undefined;
	writes: Writes;
};

/**
 * An enabled account without keys, as synchronisation creates it for people who have not changed their
 * password yet. Administrators' tools would write an empty key with version 1.
 */
export function newAccount(
	identity: Pick<Account, "person" | "cn" | "place" | "objectGuid">,
	stamp: Stamp,
): Account {
	const bare: Account = {
		...identity,
		created: stamp,
		changed: stamp,
		keys: { ntlm: false, kerberos: false },
		pwdLastSet: 0n,
		isDisabled: false,
		isSmartCardRequired: false,
		expires: undefined,
		logonHours: undefined,
		lockoutTime: undefined,
		badPwdCount: 0,
		badPasswordTime: 0n,
		description: undefined,
		writes: {},
	};
	return written(bare, stamp, ["userAccountControl", "pwdLastSet"]);
}

/**
 * Writes the keys of a new password. A new password does not lift a lockout. The encryption
 * types of the Kerberos keys are not visible in the directory.
 */
export function withKeys(account: Account, stamp: Stamp, options: SetKeysOptions = {}): Account {
	const { passwordSetAt = stamp.at, only } = options;
	const attributes: WrittenAttribute[] = [];
	if (only !== "kerberos") attributes.push("unicodePwd");
	if (only !== "ntlm") attributes.push("supplementalCredentials");
	if (!only && passwordSetAt !== "unmoved")
		attributes.push("dBCSPwd", "ntPwdHistory", "lmPwdHistory");
	if (passwordSetAt !== "unmoved") attributes.push("pwdLastSet");
	const keys = {
		ntlm: account.keys.ntlm || only !== "kerberos",
		kerberos: account.keys.kerberos || only !== "ntlm",
	};
	const pwdLastSet = passwordSetAt === "unmoved" ? account.pwdLastSet : fileTime(passwordSetAt);
	return written({ ...account, keys, pwdLastSet }, stamp, attributes);
}

/** Writes the existing keys again. */
export function withSameKeys(account: Account, stamp: Stamp): Account {
	return written(account, stamp, keyAttributes(account.keys));
}

/**
 * Removes every key, or those of one kind. This counts as a write of each key attribute that had a
 * value; `pwdLastSet` becomes 0 when all keys are removed.
 */
export function withoutKeys(account: Account, stamp: Stamp, only?: KeyKind): Account {
	const removed = {
		ntlm: account.keys.ntlm && only !== "kerberos",
		kerberos: account.keys.kerberos && only !== "ntlm",
	};
	const attributes = keyAttributes(removed);
	const pwdLastSet = only ? account.pwdLastSet : 0n;
	if (account.pwdLastSet !== pwdLastSet) attributes.push("pwdLastSet");
	const keys = {
		ntlm: account.keys.ntlm && !removed.ntlm,
		kerberos: account.keys.kerberos && !removed.kerberos,
	};
	return written({ ...account, keys, pwdLastSet }, stamp, attributes, account);
}

function keyAttributes({ ntlm, kerberos }: Account["keys"]): WrittenAttribute[] {
	const attributes: WrittenAttribute[] = [];
	if (ntlm) attributes.push("unicodePwd");
	if (kerberos) attributes.push("supplementalCredentials");
	return attributes;
}

/** Moves `pwdLastSet` and touches no key; `undefined` sets it to 0, "must change". */
export function withPasswordTime(account: Account, stamp: Stamp, time: Date | undefined): Account {
	const pwdLastSet = time ? fileTime(time) : 0n;
	const attributes: WrittenAttribute[] = pwdLastSet === account.pwdLastSet ? [] : ["pwdLastSet"];
	return written({ ...account, pwdLastSet }, stamp, attributes, account);
}

/** A failed sign-in. The last one allowed within the window locks the account (MS-SAMR 3.1.1.7.1, 3.1.5.13.7). */
export function withFailedSignIn(
	account: Account,
	stamp: Stamp,
	policy: LockoutPolicy = DEFAULT_LOCKOUT,
): Account {
	if (isLockedOut(account, stamp.at, policy)) return account;
	const now = fileTime(stamp.at);
	const isRecent = now - account.badPasswordTime <= ticks(policy.windowMs);
	const badPwdCount = (isRecent ? account.badPwdCount : 0) + 1;
	const tried = { ...account, badPwdCount, badPasswordTime: now };
	const locks = policy.threshold > 0 && badPwdCount >= policy.threshold;
	if (!locks) return tried; // these two attributes are not replicated
	return written({ ...tried, lockoutTime: now }, stamp, ["lockoutTime"]);
}

/** Locks the account from now on, as failed sign-ins do. */
export function withLockout(account: Account, stamp: Stamp): Account {
	const now = fileTime(stamp.at);
	const badPwdCount = DEFAULT_LOCKOUT.threshold;
	const locked = { ...account, badPwdCount, badPasswordTime: now, lockoutTime: now };
	return written(locked, stamp, ["lockoutTime"]);
}

/** Lifts a lockout: `lockoutTime` becomes 0, but stays set. */
export function withoutLockout(account: Account, stamp: Stamp): Account {
	const free = { ...account, badPwdCount: 0 };
	return account.lockoutTime ? written({ ...free, lockoutTime: 0n }, stamp, ["lockoutTime"]) : free;
}

export function withDisabled(account: Account, stamp: Stamp, isDisabled: boolean): Account {
	const attributes: WrittenAttribute[] =
		isDisabled === account.isDisabled ? [] : ["userAccountControl"];
	return written({ ...account, isDisabled }, stamp, attributes, account);
}

export function withDescription(account: Account, stamp: Stamp, description: string): Account {
	const attributes: WrittenAttribute[] = description === account.description ? [] : ["description"];
	return written({ ...account, description }, stamp, attributes, account);
}

/** Requires a smart card, which replaces the keys with random ones. */
export function withSmartCardRequired(
	account: Account,
	stamp: Stamp,
	isSmartCardRequired: boolean,
): Account {
	if (isSmartCardRequired === account.isSmartCardRequired) return account;
	const attributes: WrittenAttribute[] = ["userAccountControl"];
	if (isSmartCardRequired) attributes.push("unicodePwd", "supplementalCredentials");
	const keys = isSmartCardRequired ? { ntlm: true, kerberos: true } : account.keys;
	return written({ ...account, isSmartCardRequired, keys }, stamp, attributes);
}

export function withExpiry(account: Account, stamp: Stamp, expires: Date | undefined): Account {
	return written({ ...account, expires }, stamp, ["accountExpires"]);
}

export function withLogonHours(
	account: Account,
	stamp: Stamp,
	logonHours: "none" | "all",
): Account {
	return written({ ...account, logonHours }, stamp, ["logonHours"]);
}

/** Changes the sign-in name, and the object's name with it. */
export function withName(account: Account, stamp: Stamp, name: string): Account {
	const suffix = account.person.userPrincipalName.split("@")[1];
	const person = {
		...account.person,
		samAccountName: name,
		userPrincipalName: `${name}@${suffix}`,
	};
	const attributes = ["sAMAccountName", "userPrincipalName", "name"] as const;
	return written({ ...account, person, cn: name }, stamp, attributes);
}

export function withPlace(account: Account, stamp: Stamp, place: Place): Account {
	return written({ ...account, place }, stamp, ["name"]);
}

/** Changed permissions, which are not stored here. */
export function withPermissions(account: Account, stamp: Stamp): Account {
	return written(account, stamp, ["nTSecurityDescriptor"]);
}

/** Whether the account is locked at this time; a lockout ends by itself unless the policy says otherwise. */
export function isLockedOut(
	{ lockoutTime }: Account,
	at: Date,
	{ durationMs }: LockoutPolicy = DEFAULT_LOCKOUT,
): boolean {
	if (!lockoutTime) return false;
	return durationMs === "until-unlocked" || fileTime(at) < lockoutTime + ticks(durationMs);
}

const ticks = (milliseconds: number) => BigInt(milliseconds) * 10_000n;

/** When the password expires, as FILETIME; 0: it must be changed now. */
export function passwordExpiry(account: Account): bigint {
	if (account.pwdLastSet === 0n) return 0n;
	return account.pwdLastSet + ticks(POLICY.maxPasswordAgeMs);
}

/**
 * Counts a write of these attributes.
 *
 * @param unchanged returned if there is nothing to write, as a domain controller drops writes
 * that change nothing
 */
function written(
	account: Account,
	stamp: Stamp,
	attributes: readonly WrittenAttribute[],
	unchanged: Account = account,
): Account {
	if (attributes.length === 0) return unchanged;
	return { ...account, writes: moreWrites(account.writes, stamp, attributes), changed: stamp };
}
