import { firstKeysHabit, type Habits } from "./habits.ts";
import { holdsKeys, type Keys, newestWrite } from "./keys.ts";
import { type ControllerLedger, type Holding, isPresent, type SettledKeys } from "./ledger.ts";

/** First keys that were unchanged for this long count as final, unless this domain is known to replace them. */
export const SETTLED_AFTER_MS = 3 * 60_000;
/** Keys unchanged for this long are final: twice the longest time that Microsoft gives for a synchronisation. */
export const FINAL_AFTER_MS = 60 * 60_000;

/** Whether a controller was seen to hold keys unchanged for so long that they are final. */
export function haveStood({ firstSeen, lastSeen }: Holding): boolean {
	return lastSeen.at.getTime() - firstSeen.at.getTime() >= FINAL_AFTER_MS;
}

const settledAfterMs = (habits: Habits) =>
	firstKeysHabit(habits) === "replaced" ? FINAL_AFTER_MS : SETTLED_AFTER_MS;

/**
 * Until when the keys of a newly created account may still be replaced by its final ones, by the
 * portal's clock; `undefined`: they are final.
 */
export function settlesAt(
	{ keys, evidence, seenAt }: SettledKeys,
	{ latest, holdings }: ControllerLedger,
	{ habits, now }: { habits: Habits; now: Date },
): Date | undefined {
	if (areFinal({ keys, evidence }, holdings, habits)) return undefined;
	const afterMs = settledAfterMs(habits);
	const clock = latest.kind === "unread" ? undefined : latest.source?.clock;
	const written = newestWrite(keys);
	const stoodMs = clock && written ? clock.getTime() - written.getTime() : 0;
	const seenUntilMs = seenAt.getTime() + afterMs;
	if (stoodMs >= afterMs || now.getTime() >= seenUntilMs) return undefined;
	return new Date(Math.min(seenUntilMs, latest.readAt.getTime() + afterMs - stoodMs));
}

/** Whether keys are final however new: not an account's first keys, or first keys that are final or were replaced. */
function areFinal(
	{ keys, evidence }: Pick<SettledKeys, "keys" | "evidence">,
	holdings: ControllerLedger["holdings"],
	habits: Habits,
): boolean {
	if (evidence.rule !== "account-arrived") return true;
	return firstKeysHabit(habits) === "final" || haveMovedOn(holdings, keys);
}

/**
 * Whether keys may be the final ones of an account that a baseline shows just created, and so of the
 * password from before the change. Only in a domain that is known to replace first keys: elsewhere
 * everybody who changes the password right after being added would stay in doubt.
 */
export function mayBeFirsts(
	keys: Keys,
	{ keys: first, lastSeen: { at, clock = at } }: Holding,
	{ holdings, habits }: { holdings: ControllerLedger["holdings"]; habits: Habits },
): boolean {
	if (first === "absent" || !first.madeAt || firstKeysHabit(habits) !== "replaced") return false;
	if (haveMovedOn(holdings, first)) return false;
	if (holdings.filter(isPresent).some((held) => areBetween(first, held.keys, keys))) return false;
	const ageMs = clock.getTime() - first.madeAt.getTime();
	const stoodMs = clock.getTime() - (newestWrite(first) ?? first.madeAt).getTime();
	return ageMs < FINAL_AFTER_MS && stoodMs < settledAfterMs(habits);
}

/** Whether keys of one object were seen that replaced some and were replaced by others. */
function areBetween(first: Keys, held: Keys, last: Keys): boolean {
	if (held.objectGuid !== last.objectGuid) return false;
	return ntlmVersion(first) < ntlmVersion(held) && ntlmVersion(held) < ntlmVersion(last);
}

/** When keys that a controller was seen to hold had become final; `undefined`: they had not. */
export function finalAt(
	settled: SettledKeys,
	holdings: ControllerLedger["holdings"],
	habits: Habits,
): Date | undefined {
	if (areFinal(settled, holdings, habits)) return settled.seenAt;
	const at = new Date(settled.seenAt.getTime() + settledAfterMs(habits));
	const lastSeen = holdings.at(-1)?.lastSeen.at;
	return lastSeen && lastSeen >= at ? at : undefined;
}

/** Whether these keys replaced others, or followed an account without any. */
function haveMovedOn(holdings: ControllerLedger["holdings"], keys: Keys): boolean {
	return holdings.filter(isPresent).some(({ keys: before }) => {
		if (before.objectGuid !== keys.objectGuid) return false;
		// An NTLM key after Kerberos keys may be the other half of the first ones.
		const isWhole = ntlmVersion(before) > 0 || !holdsKeys(before);
		return isWhole && ntlmVersion(before) < ntlmVersion(keys);
	});
}

/** `msDS-KeyVersionNumber` is the version of `unicodePwd` (MS-ADTS 3.1.1.4.5.16). */
function ntlmVersion({ keyWrites, keyVersion = 0 }: Keys): number {
	return keyWrites ? (keyWrites.unicodePwd?.version ?? 0) : keyVersion;
}
