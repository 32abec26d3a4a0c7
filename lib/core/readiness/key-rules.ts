import type { DirectoryAccount, KeyWrites, Observation, UnreadReason } from "./observation.ts";

/** How far apart the clocks of Entra and of a controller may be; used by the rule of times alone. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;

/** Which rule found the new keys, in which attribute. `key-time` compares clocks of two machines: weak. */
export type KeyEvidence = {
	rule: "account-arrived" | "key-version" | "key-time";
	attribute:
		| "msDS-KeyVersionNumber"
		| "unicodePwd"
		| "supplementalCredentials"
		| "pwdLastSet"
		| "objectGUID";
	strength: "strong" | "weak";
	/** When the keys landed, by the controller's clock, where it can be read. */
	writtenAt: Date | undefined;
};

/** What one controller holds of one change. */
export type KeyState =
	| { kind: "unread"; reason: UnreadReason }
	| { kind: "old" }
	/** `doubt`: new keys are there, but they may be those of the change before this one. */
	| { kind: "new"; evidence: KeyEvidence; doubt?: "earlier-change" }
	/** Something was written, but the account must change its password: a removal of keys looks the same. */
	| { kind: "must-change" }
	/** Only one of the two attributes was written: NTLM or Kerberos works, not both. */
	| { kind: "one-kind"; present: "ntlm" | "kerberos" };

/**
 * Applies the three rules of ARCHITECTURE.md ("Readiness") to an account that is there.
 *
 * @param baseline what the same controller held before the change; `undefined` or unread: none
 * @param changedAt Entra's time of the change; `undefined` while the portal has not been told of one
 */
export function applyRules(
	{ baseline, changedAt }: { baseline: Observation | undefined; changedAt: Date | undefined },
	account: DirectoryAccount,
): KeyState {
	if (baseline?.kind === "absent") return arrivedState(account);
	if (baseline?.kind === "present" && isSameObject(baseline.account, account)) {
		const moved = versionState(baseline.account, account);
		if (moved) return moved;
	}
	return timeState(account, changedAt);
}

/**
 * The highest readable version of the keys: of the NTLM key, which `msDS-KeyVersionNumber` repeats.
 */
export function keyVersion(account: DirectoryAccount): number | undefined {
	return account.keyVersion ?? account.keyWrites?.unicodePwd?.version;
}

/** Rule 1: the account was absent and is now there with a password set. */
function arrivedState(account: DirectoryAccount): KeyState {
	if (account.passwordSetAt === "must-change") {
		return holdsKeys(account) ? { kind: "must-change" } : { kind: "old" };
	}
	if (!holdsKeys(account)) return { kind: "old" };
	return (
		oneKind(undefined, account.keyWrites) ?? {
			kind: "new",
			evidence: {
				rule: "account-arrived",
				attribute: "objectGUID",
				strength: "strong",
				writtenAt: keysWrittenAt(account),
			},
		}
	);
}

/** Rule 2: a key version has gone up. `undefined`: no version can be compared. */
function versionState(before: DirectoryAccount, now: DirectoryAccount): KeyState | undefined {
	const versions = [
		{
			attribute: "msDS-KeyVersionNumber",
			before: before.keyVersion,
			now: now.keyVersion,
		},
		{
			attribute: "unicodePwd",
			before: writes(before)?.unicodePwd,
			now: writes(now)?.unicodePwd,
		},
		{
			attribute: "supplementalCredentials",
			before: writes(before)?.supplementalCredentials,
			now: writes(now)?.supplementalCredentials,
		},
	] as const;
	const readable = versions.filter((v) => v.before !== undefined && v.now !== undefined);
	if (readable.length === 0) return undefined;
	const up = readable.find((v) => Number(v.now) > Number(v.before));
	if (!up) return { kind: "old" };
	if (now.passwordSetAt === "must-change") return { kind: "must-change" };
	return (
		oneKind(before.keyWrites, now.keyWrites) ?? {
			kind: "new",
			evidence: {
				rule: "key-version",
				attribute: up.attribute,
				strength: "strong",
				writtenAt: keysWrittenAt(now),
			},
		}
	);
}

/**
 * Rule 3: nothing to compare with, so only the time of the keys is left. Keys that were written shortly
 * before the change are its own by a clock that is slow, or those of an earlier one: that is a doubt.
 */
function timeState(account: DirectoryAccount, changedAt: Date | undefined): KeyState {
	const writtenAt = keysWrittenAt(account);
	if (!changedAt || !writtenAt) return { kind: "old" };
	const earliest = changedAt.getTime() - CLOCK_TOLERANCE_MS;
	if (writtenAt.getTime() < earliest) return { kind: "old" };
	if (account.passwordSetAt === "must-change") return { kind: "must-change" };
	if (account.passwordSetAt && account.passwordSetAt.getTime() < earliest) return { kind: "old" };
	const evidence: KeyEvidence = {
		rule: "key-time",
		attribute: account.keyWrites?.unicodePwd ? "unicodePwd" : "pwdLastSet",
		strength: "weak",
		writtenAt,
	};
	const isAfter = writtenAt.getTime() >= wholeSeconds(changedAt);
	return isAfter ? { kind: "new", evidence } : { kind: "new", evidence, doubt: "earlier-change" };
}

/** Metadata is written in whole seconds. */
function wholeSeconds(at: Date): number {
	return Math.floor(at.getTime() / 1000) * 1000;
}

/** Whether only one of the two key attributes has been written since `before`, where both can be read. */
function oneKind(before: KeyWrites | undefined, now: KeyWrites | undefined): KeyState | undefined {
	if (!now) return undefined;
	const ntlm = hasGoneUp(before?.unicodePwd, now.unicodePwd);
	const kerberos = hasGoneUp(before?.supplementalCredentials, now.supplementalCredentials);
	if (ntlm === kerberos) return undefined;
	return { kind: "one-kind", present: ntlm ? "ntlm" : "kerberos" };
}

type Write = KeyWrites["unicodePwd"];

function hasGoneUp(before: Write, now: Write): boolean {
	return (now?.version ?? 0) > (before?.version ?? 0);
}

/** Versions as numbers, where a readable attribute that was never written counts as version 0. */
function writes(account: DirectoryAccount) {
	return (
		account.keyWrites && {
			unicodePwd: account.keyWrites.unicodePwd?.version ?? 0,
			supplementalCredentials: account.keyWrites.supplementalCredentials?.version ?? 0,
		}
	);
}

/** A recreated object starts its versions anew, so they cannot be compared with the old one's. */
export function isSameObject(before: DirectoryAccount, now: DirectoryAccount): boolean {
	return !before.objectGuid || !now.objectGuid || before.objectGuid === now.objectGuid;
}

function holdsKeys(account: DirectoryAccount): boolean {
	if (account.keyWrites) {
		return Boolean(account.keyWrites.unicodePwd ?? account.keyWrites.supplementalCredentials);
	}
	if (account.keyVersion !== undefined) return account.keyVersion > 0;
	return account.passwordSetAt instanceof Date;
}

function keysWrittenAt(account: DirectoryAccount): Date | undefined {
	const { keyWrites } = account;
	if (keyWrites) return (keyWrites.unicodePwd ?? keyWrites.supplementalCredentials)?.writtenAt;
	return account.passwordSetAt instanceof Date ? account.passwordSetAt : undefined;
}
