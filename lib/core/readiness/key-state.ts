import { applyRules, type KeyState, keyVersion } from "./key-rules.ts";
import type { DirectoryAccount, Observation } from "./observation.ts";

/** What is known of one controller beside what it holds now. */
type KeyContext = {
	/** What the same controller held before the change; `undefined` or unread: none. */
	baseline: Observation | undefined;
	/** Entra's time of the change; `undefined` while the portal has not been told of one. */
	changedAt: Date | undefined;
	/** An earlier change of the same person had not landed here when the baseline was taken. */
	isEarlierPending?: boolean;
	/** A key version that was first seen while the password had to be changed: perhaps a removal. */
	suspectVersion?: number | undefined;
};

/**
 * Decides whether a controller holds the keys of this change, by the three rules of
 * ARCHITECTURE.md ("Readiness"); what its Kerberos service says has the last word.
 *
 * @param latest what the controller holds now
 */
export function keyState(context: KeyContext, latest: Observation): KeyState {
	if (latest.kind === "unread") return { kind: "unread", reason: latest.reason };
	if (latest.kind !== "present") return { kind: "old" };
	const { account } = latest;
	const state = applyRules(context, account);
	if (state.kind !== "new") return state;
	if (account.kerberosKeys !== "aes" && isSuspect(context, account)) return { kind: "old" };
	if (account.kerberosKeys === "rc4" || account.kerberosKeys === "none") {
		return { kind: "one-kind", present: "ntlm" };
	}
	return isDoubtful(context, account) ? { ...state, doubt: "earlier-change" } : state;
}

function isSuspect({ suspectVersion }: KeyContext, account: DirectoryAccount): boolean {
	return suspectVersion !== undefined && keyVersion(account) === suspectVersion;
}

/** Entra writes whole seconds. */
const SAME_TIME_MS = 2_000;

/**
 * With an earlier change still on its way, the first keys to land may be its own. The second write
 * settles it, and so does a controller that shows Entra's time of this change instead of the landing.
 */
function isDoubtful(
	{ baseline, changedAt, isEarlierPending }: KeyContext,
	account: DirectoryAccount,
): boolean {
	if (!isEarlierPending) return false;
	const before = versionBefore(baseline);
	const now = keyVersion(account);
	if (before !== undefined && now !== undefined && now - before >= 2) return false;
	const setAt = account.passwordSetAt;
	const writtenAt = account.keyWrites?.unicodePwd?.writtenAt;
	if (!(setAt instanceof Date) || !changedAt || !writtenAt) return true;
	const carriesCloudTime = writtenAt.getTime() - setAt.getTime() > 2 * SAME_TIME_MS;
	const isThisChange = Math.abs(setAt.getTime() - changedAt.getTime()) <= SAME_TIME_MS;
	return !(carriesCloudTime && isThisChange);
}

function versionBefore(baseline: Observation | undefined): number | undefined {
	if (baseline?.kind === "absent") return 0;
	return baseline?.kind === "present" ? keyVersion(baseline.account) : undefined;
}
