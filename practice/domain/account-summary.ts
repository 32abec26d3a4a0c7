import { type Account, isLockedOut, passwordExpiry } from "./accounts.ts";
import { dateOfFileTime, fileTime } from "./directory-time.ts";
import { POLICY } from "./domain-policy.ts";

/** An account in plain words, for the page that controls the practice domain. */
export type AccountSummary = {
	passwordSetAt: Date | "must-change";
	keyVersion: number;
	keys: Account["keys"];
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
export function summaryOf(account: Account, at: Date): AccountSummary {
	const { pwdLastSet, keys, writes, lockoutTime, badPwdCount, isDisabled } = account;
	const locked = isLockedOut(account, at);
	return {
		passwordSetAt: pwdLastSet === 0n ? "must-change" : dateOfFileTime(pwdLastSet),
		keyVersion: writes.unicodePwd?.version ?? 0,
		keys,
		keysWrittenAt: writes.unicodePwd?.stamp.at,
		locked,
		lockedUntil:
			locked && lockoutTime
				? new Date(dateOfFileTime(lockoutTime).getTime() + POLICY.lockoutDurationMs)
				: undefined,
		wrongTries: badPwdCount,
		disabled: isDisabled,
		passwordExpired: passwordExpiry(account) <= fileTime(at),
	};
}
