import type { DirectoryAccount } from "./observation.ts";

/** What keeps an account from signing in to the managed domain although its keys are there. */
export type AccountBlock =
	| { kind: "disabled" }
	| { kind: "locked"; until: Date | undefined }
	| { kind: "must-change" }
	| { kind: "password-expired" };

/**
 * Names what blocks an account, the gravest first, or `undefined` when it is free. Whether a lockout or
 * an expiry is over is the controller's to say, by its own clock (`msDS-User-Account-Control-Computed`).
 */
export function accountBlock(account: DirectoryAccount): AccountBlock | undefined {
	if (account.disabled) return { kind: "disabled" };
	if (account.lockedOut) return { kind: "locked", until: account.lockedUntil };
	if (account.passwordSetAt === "must-change") return { kind: "must-change" };
	if (account.passwordExpired) return { kind: "password-expired" };
	return undefined;
}
