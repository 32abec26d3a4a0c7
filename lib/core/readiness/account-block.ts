import type { DirectoryAccount } from "./observation.ts";

/** What prevents sign-in to the managed domain although the keys are there. */
export type AccountBlock =
	| { kind: "disabled" }
	| { kind: "account-expired" }
	/**
	 * `until`: when it ends without an unlock. `isUntilUnlocked`: it ends only by an unlock. Neither:
	 * unknown.
	 */
	| { kind: "locked"; until: Date | undefined; isUntilUnlocked: boolean }
	| { kind: "must-change" }
	| { kind: "password-expired" }
	| { kind: "smart-card-required" }
	/** At present, or at any time. */
	| { kind: "no-logon-hours" };

/**
 * The most serious block of an account; `undefined` when none can be read. Whether a lockout or an
 * expiry is over is decided by the controller, by its own clock
 * (`msDS-User-Account-Control-Computed`, MS-ADTS 3.1.1.4.5.17).
 */
export function accountBlock(account: DirectoryAccount): AccountBlock | undefined {
	if (account.disabled) return { kind: "disabled" };
	if (account.accountExpired) return { kind: "account-expired" };
	if (account.lockedOut) {
		const isUntilUnlocked = account.lockoutRules?.durationMs === "until-unlocked";
		return { kind: "locked", until: account.lockedUntil, isUntilUnlocked };
	}
	if (account.passwordSetAt === "must-change") return { kind: "must-change" };
	if (account.passwordExpired) return { kind: "password-expired" };
	if (account.smartCardRequired) return { kind: "smart-card-required" };
	if (account.isOutsideLogonHours) return { kind: "no-logon-hours" };
	return undefined;
}

/** Whether every flag that can block is readable: an unreadable flag is no evidence of a free account. */
export function areBlocksKnown(account: DirectoryAccount): boolean {
	const { disabled, lockedOut, passwordExpired, passwordSetAt, accountExpired } = account;
	return ![disabled, lockedOut, passwordExpired, passwordSetAt, accountExpired].includes(undefined);
}
