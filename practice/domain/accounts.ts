import { fileTime } from "./directory-time.ts";
import { POLICY } from "./domain-policy.ts";
import type { Stamp, Writes, WrittenAttribute } from "./replication-metadata.ts";
import type { DomainPerson } from "./stand-in.ts";

/**
 * A user's object on one controller. Every event gives a new one, or the same one when nothing is
 * written; what it writes was recorded from a real domain controller. No key and no password is
 * ever held: only which kinds of keys there are, and how often they were written.
 */
export type Account = {
	person: DomainPerson;
	cn: string;
	objectGuid: Buffer;
	created: Stamp;
	changed: Stamp;
	keys: "none" | "ntlm" | "all";
	/** FILETIME; 0: the password must be changed before the next sign-in. */
	pwdLastSet: bigint;
	isDisabled: boolean;
	/** FILETIME; 0: unlocked again, `undefined`: never locked. */
	lockoutTime: bigint | undefined;
	badPwdCount: number;
	badPasswordTime: bigint;
	description: string | undefined;
	writes: Writes;
};

/**
 * An account that is enabled but holds no key, as synchronisation makes it for somebody who has not
 * changed the password yet. An administrator's tools would write an empty key with version 1.
 */
export function newAccount(
	identity: Pick<Account, "person" | "cn" | "objectGuid">,
	stamp: Stamp,
): Account {
	const bare: Account = {
		...identity,
		created: stamp,
		changed: stamp,
		keys: "none",
		pwdLastSet: 0n,
		isDisabled: false,
		lockoutTime: undefined,
		badPwdCount: 0,
		badPasswordTime: 0n,
		description: undefined,
		writes: {},
	};
	return written(bare, stamp, ["userAccountControl", "pwdLastSet"]);
}

/**
 * Writes the keys of a new password. A lockout stays: a new password does not lift it.
 *
 * @param options `setAt`: the time for `pwdLastSet` instead of now; `ntlmOnly`: the Kerberos keys
 * are removed, which is a write of them, too
 */
export function withKeys(
	account: Account,
	stamp: Stamp,
	options: { setAt?: Date | undefined; ntlmOnly?: boolean | undefined } = {},
): Account {
	const pwdLastSet = fileTime(options.setAt ?? stamp.at);
	if (options.ntlmOnly) {
		const attributes: WrittenAttribute[] = ["unicodePwd", "pwdLastSet"];
		if (account.keys === "all") attributes.push("supplementalCredentials");
		return written({ ...account, keys: "ntlm", pwdLastSet }, stamp, attributes);
	}
	return written({ ...account, keys: "all", pwdLastSet }, stamp, [
		"dBCSPwd",
		"unicodePwd",
		"ntPwdHistory",
		"pwdLastSet",
		"supplementalCredentials",
		"lmPwdHistory",
	]);
}

/** Removes every key. The removal counts as a write of each key attribute that held something. */
export function withoutKeys(account: Account, stamp: Stamp): Account {
	const attributes: WrittenAttribute[] = [];
	if (account.keys !== "none") attributes.push("unicodePwd");
	if (account.keys === "all") attributes.push("supplementalCredentials");
	if (account.pwdLastSet !== 0n) attributes.push("pwdLastSet");
	return written({ ...account, keys: "none", pwdLastSet: 0n }, stamp, attributes, account);
}

/** Moves `pwdLastSet` and touches no key; `undefined` sets it to 0, "must change". */
export function withPasswordTime(account: Account, stamp: Stamp, time: Date | undefined): Account {
	const pwdLastSet = time ? fileTime(time) : 0n;
	const attributes: WrittenAttribute[] = pwdLastSet === account.pwdLastSet ? [] : ["pwdLastSet"];
	return written({ ...account, pwdLastSet }, stamp, attributes, account);
}

/** One wrong try. The last one allowed within the window locks the account (MS-SAMR 3.1.1.7.1, 3.1.5.13.7). */
export function withWrongTry(account: Account, stamp: Stamp): Account {
	if (isLockedOut(account, stamp.at)) return account;
	const now = fileTime(stamp.at);
	const window = BigInt(POLICY.lockoutWindowMs) * 10_000n;
	const isRecent = now - account.badPasswordTime <= window;
	const badPwdCount = (isRecent ? account.badPwdCount : 0) + 1;
	const tried = { ...account, badPwdCount, badPasswordTime: now };
	if (badPwdCount < POLICY.lockoutThreshold) return tried; // these two attributes are not replicated
	return written({ ...tried, lockoutTime: now }, stamp, ["lockoutTime"]);
}

/** Locks the account from now, as the wrong tries that the policy allows do. */
export function withLockout(account: Account, stamp: Stamp): Account {
	const badPwdCount = POLICY.lockoutThreshold - 1;
	const badPasswordTime = fileTime(stamp.at);
	return withWrongTry({ ...account, lockoutTime: 0n, badPwdCount, badPasswordTime }, stamp);
}

/** Lifts a lockout: `lockoutTime` becomes 0, it does not go away. */
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

/** Whether a lockout holds at this time; it ends by itself. */
export function isLockedOut(account: Account, at: Date): boolean {
	if (!account.lockoutTime) return false;
	const duration = BigInt(POLICY.lockoutDurationMs) * 10_000n;
	return fileTime(at) < account.lockoutTime + duration;
}

/** When the password expires, as FILETIME; 0: it must be changed now. */
export function passwordExpiry(account: Account): bigint {
	if (account.pwdLastSet === 0n) return 0n;
	return account.pwdLastSet + BigInt(POLICY.maxPasswordAgeMs) * 10_000n;
}

/**
 * Counts a write of these attributes.
 *
 * @param unchanged given back when there is nothing to write, as a domain controller drops a write
 * of what is already there
 */
function written(
	account: Account,
	stamp: Stamp,
	attributes: readonly WrittenAttribute[],
	unchanged: Account = account,
): Account {
	if (attributes.length === 0) return unchanged;
	const writes = { ...account.writes };
	for (const name of attributes) {
		writes[name] = { version: (writes[name]?.version ?? 0) + 1, stamp };
	}
	return { ...account, writes, changed: stamp };
}
