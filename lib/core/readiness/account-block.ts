import type { DirectoryAccount } from "./observation.ts";

/** What keeps an account from signing in to the managed domain although its keys are there. */
export type AccountBlock =
	| { kind: "disabled" }
	| { kind: "locked"; until: Date | undefined }
	| { kind: "must-change" }
	| { kind: "password-expired" };

/**
 * Names what blocks an account, the gravest first, or `undefined` when it is free.
 *
 * A lockout whose end has passed is over, whatever the attribute still says: `lockoutTime` is only
 * cleared at the next sign-in (MS-ADTS 3.1.1.4.5.17).
 */
export function accountBlock(account: DirectoryAccount, now: Date): AccountBlock | undefined {
	if (account.disabled) return { kind: "disabled" };
	const lockoutIsOver = account.lockedUntil !== undefined && account.lockedUntil <= now;
	if (account.lockedOut && !lockoutIsOver) return { kind: "locked", until: account.lockedUntil };
	if (account.passwordSetAt === "must-change") return { kind: "must-change" };
	if (account.passwordExpired) return { kind: "password-expired" };
	return undefined;
}
