import { type Habits, passwordTimeHabit } from "./habits.ts";
import { type Keys, newestWrite } from "./keys.ts";
import { type Change, isSameChange } from "./ledger.ts";

/** Entra and `pwdLastSet` have whole seconds, rounded differently. */
export const SAME_TIME_MS = 2_000;

/**
 * Whether `pwdLastSet` carries this change's time, in a domain known to carry Entra's times, and no
 * other change of the person is as close to it.
 */
export function carriesTimeOf(
	change: Change,
	{ passwordSetAt }: Keys,
	{ others, habits }: { others: readonly Change[]; habits: Habits },
): boolean {
	const { changedAt } = change;
	if (passwordTimeHabit(habits) !== "entra" || !changedAt) return false;
	if (!(passwordSetAt instanceof Date)) return false;
	const isRival = (other: Change) =>
		!isSameChange(other, change) &&
		isNear(passwordSetAt, other.changedAt ?? other.sentAt, 2 * SAME_TIME_MS);
	return isNear(passwordSetAt, changedAt, SAME_TIME_MS) && !others.some(isRival);
}

/**
 * In a domain that carries Entra's times, a time that is neither the change's nor the write's
 * belongs to another change.
 */
export function carriesOtherTime({ changedAt }: Change, keys: Keys, habits: Habits): boolean {
	const { passwordSetAt } = keys;
	if (passwordTimeHabit(habits) !== "entra" || !changedAt) return false;
	if (!(passwordSetAt instanceof Date)) return false;
	const written = newestWrite(keys);
	const isOfWrite = written !== undefined && isNear(passwordSetAt, written, SAME_TIME_MS);
	return !isOfWrite && !isNear(passwordSetAt, changedAt, SAME_TIME_MS);
}

/** Whether two times are equal by clocks that round differently. */
export function isNear(a: Date, b: Date, withinMs: number): boolean {
	return Math.abs(a.getTime() - b.getTime()) <= withinMs;
}
