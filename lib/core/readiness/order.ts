import { byClockOf } from "./baseline.ts";
import { type Habits, passwordTimeHabit } from "./habits.ts";
import {
	compareVersions,
	holdsKeys,
	isSamePasswordTime,
	type Keys,
	mayBeSameWrites,
	newestWrite,
	oldestWrite,
	risenAttribute,
} from "./keys.ts";
import { lastWriting } from "./last-writing.ts";
import {
	type Change,
	CLOCK_TOLERANCE_MS,
	type ControllerLedger,
	type Holding,
	type KeyEvidence,
	type Moment,
	type Present,
} from "./ledger.ts";
import { carriesOtherTime, isNear, SAME_TIME_MS } from "./password-time.ts";

/** Why keys may not belong to a change. */
export type AssignmentDoubt =
	/** An earlier change of the same person may still be on its way. */
	| "earlier-change"
	/** A later change of the same person was sent before they were seen. */
	| "later-change"
	/** The previous keys are unknown. */
	| "no-baseline"
	/** The account is a different object. */
	| "recreated"
	/** The account existed before, where the portal could not see it. */
	| "newly-visible"
	/** The keys were written before the baseline but arrived after it. */
	| "older-write"
	/** Keys were written and `pwdLastSet` did not move, or cannot be read. */
	| "password-time"
	/** `pwdLastSet` carries the time of another change. */
	| "other-change"
	/** Versions went down or belong to other writes: the controller was restored, or two changes met by replication. */
	| "restored"
	/** No key version can be read, or the only readable one never moves. */
	| "versions-unread"
	/** Nothing about the keys can be read. */
	| "nothing-readable"
	/** It was usable, and other keys have arrived since. */
	| "moved-on";

export type Found = Omit<KeyEvidence, "writtenAt">;
type Rules = { change: Change; habits: Habits };

/** The account was searched for and absent at the baseline, and exists now. */
export function byArrival(
	{ change, habits }: Rules,
	baseline: Holding,
	keys: Keys,
): Found | AssignmentDoubt | "old" {
	if (!holdsKeys(keys)) return "old";
	const since = wholeSeconds(baseline.lastSeen);
	const written = oldestWrite(keys);
	if (written && written < since) return "old";
	if (!keys.madeAt || keys.madeAt < since) return "newly-visible";
	const time = keys.passwordSetAt;
	if (time === undefined) return "password-time";
	if (isTimeBefore(since, change, keys)) return "password-time";
	if (carriesOtherTime(change, keys, habits)) return "other-change";
	return { strength: "order", rule: "account-arrived", attribute: "objectGUID" };
}

/** The same object held other keys at the baseline. `since`: the holdings from then on, current one last. */
export function byNextWrite(
	{ change, habits }: Rules,
	baseline: Present,
	since: readonly Present[],
): Found | AssignmentDoubt | "old" {
	const before = baseline.keys;
	const current = since.at(-1) ?? baseline;
	const { keys } = current;
	if (before.objectGuid !== keys.objectGuid) return "recreated";
	const hasTimeMoved = !isSamePasswordTime(before, keys);
	const versions = compareVersions(before, keys);
	if (versions === "unread") return hasTimeMoved ? "versions-unread" : "old";
	if (since.some((held) => isRestored(baseline, held) && isFrom(held, baseline, current))) {
		return "restored";
	}
	if (since.some((held, i) => isOtherWrite(since[i - 1], held))) return "restored";
	if (versions === "same") return "old";
	const written = newestWrite(keys);
	if (written && written < earliestWrite(baseline, current)) return "older-write";
	if (keys.passwordSetAt === undefined) return "password-time";
	const { hasMovedTime } = lastWriting(baseline.keys, since, change.changedAt);
	// Two temporary passwords in a row both demand a change, and so show no time.
	const isTemporary = change.isTemporary === true && keys.passwordSetAt === "must-change";
	if (!hasMovedTime && !isTemporary && passwordTimeHabit(habits) !== "unmoved") {
		return "password-time";
	}
	// Old keys written again may bring back the time that a must-change had hidden.
	const earliest = new Date(wholeSeconds(baseline.lastSeen).getTime() - CLOCK_TOLERANCE_MS);
	if (hasTimeMoved && isTimeBefore(earliest, change, keys)) return "password-time";
	if (hasTimeMoved && isOfAnotherWrite(keys, habits)) return "password-time";
	if (carriesOtherTime(change, keys, habits)) return "other-change";
	return { strength: "order", rule: "key-version", attribute: risenAttribute(keys, before) };
}

/** Whatever was written before this was written before the baseline. */
export function earliestWrite({ machine, lastSeen }: Holding, current: Present): Date {
	// By another machine's clock, or none, only a clear difference counts.
	const isOwnClock = machine === current.machine && lastSeen.clock !== undefined;
	const toleranceMs = isOwnClock ? 0 : CLOCK_TOLERANCE_MS;
	return new Date(wholeSeconds(lastSeen).getTime() - toleranceMs);
}

/** Versions that went down or belong to other writes: any later rise may be an old write, too. */
function isRestored({ keys: before }: Present, { keys }: Present): boolean {
	if (before.objectGuid !== keys.objectGuid) return false;
	const versions = compareVersions(before, keys);
	return versions === "down" || (versions === "same" && !mayBeSameWrites(before, keys));
}

/** The same version for a different write: the controller was restored and written to between readings. */
function isOtherWrite(before: Present | undefined, { keys, machine }: Present): boolean {
	return (
		before !== undefined &&
		before.machine === machine &&
		before.keys.objectGuid === keys.objectGuid &&
		compareVersions(before.keys, keys) === "same" &&
		!mayBeSameWrites(before.keys, keys)
	);
}

/** Another machine at the same address may merely lag, so it counts only if it is the one answering now. */
function isFrom(held: Present, baseline: Present, current: Present): boolean {
	return held === current || held.machine === baseline.machine;
}

/** Whether `pwdLastSet` is neither the change's time nor that of a write since an instant. */
function isTimeBefore(since: Date, { changedAt }: Change, { passwordSetAt }: Keys): boolean {
	if (!(passwordSetAt instanceof Date) || passwordSetAt >= since) return false;
	return !changedAt || passwordSetAt.getTime() < changedAt.getTime() - SAME_TIME_MS;
}

/** In a domain where `pwdLastSet` carries the time of the write, any other time came with other keys. */
function isOfAnotherWrite({ passwordSetAt, keyWrites }: Keys, habits: Habits): boolean {
	const written = keyWrites?.unicodePwd?.writtenAt;
	if (passwordTimeHabit(habits) !== "controller" || !written) return false;
	return passwordSetAt instanceof Date && !isNear(passwordSetAt, written, SAME_TIME_MS);
}

/** Without a baseline only times are left: they can show that keys are old, never that they are new. */
export function isOldByTimes(change: Change, controller: ControllerLedger, keys: Keys): boolean {
	if (!holdsKeys(keys)) return true;
	const written = newestWrite(keys) ?? keys.passwordSetAt;
	if (!(written instanceof Date)) return false;
	const earliest = byClockOf(controller, change.changedAt ?? change.sentAt);
	return written.getTime() < earliest.getTime() - CLOCK_TOLERANCE_MS;
}

/** Metadata has whole seconds. If the controller reported no time, the portal's is used. */
function wholeSeconds({ at, clock }: Moment): Date {
	return new Date(Math.floor((clock ?? at).getTime() / 1000) * 1000);
}
