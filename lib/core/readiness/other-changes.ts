import { byClockOf } from "./baseline.ts";
import { newestWrite } from "./keys.ts";
import {
	type Change,
	type ControllerLedger,
	type Holding,
	isOvertaken,
	isSameChange,
} from "./ledger.ts";

/** Twice the longest time that Microsoft gives for a synchronisation. */
const ARRIVES_WITHIN_MS = 60 * 60_000;

/** When each change of a person was first seen to have landed on one controller. */
export type Landings = ReadonlyMap<Change, Date>;

/** Keys that arrived after the baseline of a change. */
type Coming = { controller: ControllerLedger; baseline: Holding; seenAt: Date };

/** Whether they may belong to an earlier change of the same person. */
export function isEarlierPending(
	change: Change,
	{ changes, landings }: { changes: readonly Change[]; landings: Landings },
	coming: Coming,
): boolean {
	const at = changes.findIndex((one) => isSameChange(one, change));
	return changes.slice(0, Math.max(at, 0)).some((earlier) => {
		const wasUsable = earlier.usable?.holdings[coming.controller.id] && earlier.usable.at;
		const landedAt = landings.get(earlier) ?? wasUsable;
		// A deleted account's keys may land again on the next one.
		const isThere = coming.baseline.keys !== "absent";
		if (isThere && landedAt && landedAt <= change.sentAt) return false;
		return !isOutOfTheWay(earlier, coming) && !hasHadTime(earlier, coming, change.sentAt);
	});
}

/** Whether they may belong to a later change of the same person, which was sent before they were seen. */
export function mayBeLater(change: Change, changes: readonly Change[], seenAt: Date): boolean {
	const at = changes.findIndex((one) => isSameChange(one, change));
	return changes.slice(at + 1).some(({ sentAt }) => sentAt < seenAt);
}

function isOutOfTheWay(earlier: Change, { controller: { domainMadeAt }, seenAt }: Coming): boolean {
	if (isOvertaken(earlier, seenAt)) return true;
	return Boolean(earlier.changedAt && domainMadeAt && earlier.changedAt < domainMadeAt);
}

/**
 * An unwatched change: keys were written after it, and an hour has passed in which others could arrive, also on the account if
 * it was created since.
 */
function hasHadTime(
	{ ticket, changedAt }: Change,
	{ controller, baseline: { keys } }: Coming,
	by: Date,
): boolean {
	if (keys === "absent" || ticket || !changedAt) return false;
	const since = byClockOf(controller, changedAt);
	const from = keys.madeAt && keys.madeAt > since ? keys.madeAt : since;
	if (byClockOf(controller, by).getTime() - from.getTime() < ARRIVES_WITHIN_MS) return false;
	const written = newestWrite(keys);
	return written !== undefined && written >= since;
}
