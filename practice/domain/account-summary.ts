import { type Account, isLockedOut, passwordExpiry } from "./accounts.ts";
import { dateOfFileTime, fileTime } from "./directory-time.ts";
import { DEFAULT_LOCKOUT } from "./domain-policy.ts";
import type { LockoutPolicy } from "./stand-in.ts";

/** An account in plain words, for the page that controls the practice domain. */
export type AccountSummary = {
	passwordSetAt: Date | "must-change";
	keyVersion: number;
	keys: "none" | "ntlm" | "kerberos" | "all";
	/** When the keys were last written, which may be later than `passwordSetAt`. */
	keysWrittenAt: Date | undefined;
	locked: boolean;
	lockedUntil: Date | undefined;
	/** Wrong tries that count towards a lockout. */
	wrongTries: number;
	disabled: boolean;
	passwordExpired: boolean;
};

/** Sums up an account as it is at this time. */
export function summaryOf(
	account: Account,
	at: Date,
	lockout: LockoutPolicy = DEFAULT_LOCKOUT,
): AccountSummary {
	const { pwdLastSet, keys, writes, lockoutTime, badPwdCount, isDisabled } = account;
	const locked = isLockedOut(account, at, lockout);
	return {
		passwordSetAt: pwdLastSet === 0n ? "must-change" : dateOfFileTime(pwdLastSet),
		keyVersion: writes.unicodePwd?.version ?? 0,
		keys: wordFor(keys),
		keysWrittenAt: writes.unicodePwd?.stamp.at,
		locked,
		lockedUntil:
			locked && lockoutTime && lockout.durationMs !== "until-unlocked"
				? new Date(dateOfFileTime(lockoutTime).getTime() + lockout.durationMs)
				: undefined,
		wrongTries: badPwdCount,
		disabled: isDisabled,
		passwordExpired: passwordExpiry(account) <= fileTime(at),
	};
}

function wordFor({ ntlm, kerberos }: Account["keys"]): AccountSummary["keys"] {
	if (ntlm && kerberos) return "all";
	if (ntlm) return "ntlm";
	return kerberos ? "kerberos" : "none";
}
