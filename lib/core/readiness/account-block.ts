import type { DirectoryAccount } from "./observation.ts";

/** What keeps an account from signing in to the managed domain although its keys are there. */
export type AccountBlock =
	| { kind: "disabled" }
	| { kind: "account-expired" }
	/** `until`: when it ends without an unlock. `isUntilUnlocked`: only somebody can end it. Neither: not known. */
	| { kind: "locked"; until: Date | undefined; isUntilUnlocked: boolean }
	| { kind: "must-change" }
	| { kind: "password-expired" }
	| { kind: "smart-card-required" }
	| { kind: "no-logon-hours" };

/**
 * Names what blocks an account, the gravest first, or `undefined` when nothing that can be read does.
 * Whether a lockout or an expiry is over is the controller's to say, by its own clock
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
	if (account.hasNoLogonHours) return { kind: "no-logon-hours" };
	return undefined;
}

/** Whether every flag that can block was read: one that was not is no sign of a free account. */
export function areBlocksKnown(account: DirectoryAccount): boolean {
	const { disabled, lockedOut, passwordExpired, passwordSetAt, accountExpired } = account;
	return ![disabled, lockedOut, passwordExpired, passwordSetAt, accountExpired].includes(undefined);
}
