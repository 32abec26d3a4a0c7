import { newestWrite } from "./keys.ts";
import {
	type Change,
	type ControllerLedger,
	type Holding,
	isPresent,
	type Moment,
} from "./ledger.ts";

/** The baseline is read just before a change is sent. */
const BASELINE_AGE_MS = 10_000;

/**
 * What a controller held before a change: a reading just before it was sent, or a holding that
 * spans that moment. A later reading is accepted if the keys it shows were written before that, by
 * the controller's own clock; this includes an account that was hidden or deleted at that moment.
 */
export function baselineOf(
	change: Change,
	controller: Pick<ControllerLedger, "holdings">,
): Holding | undefined {
	const read = readBefore(change, controller);
	if (read?.keys !== "absent") return read;
	const back = controller.holdings.find((h) => isPresent(h) && h.firstSeen.at > change.sentAt);
	return back && isFromBefore(back, change.sentAt) ? back : read;
}

function readBefore(
	{ sentAt }: Change,
	{ holdings }: Pick<ControllerLedger, "holdings">,
): Holding | undefined {
	const at = holdings.findLastIndex(({ firstSeen }) => firstSeen.at <= sentAt);
	const before = holdings[at];
	if (before && before.lastSeen.at.getTime() >= sentAt.getTime() - BASELINE_AGE_MS) {
		// Extends only to the last reading: the next write is newer.
		if (before.lastSeen.at <= sentAt) return before;
		return { ...before, lastSeen: { at: sentAt, clock: clockAt(before.lastSeen, sentAt) } };
	}
	const after = holdings[at + 1];
	return after && isFromBefore(after, sentAt) ? after : undefined;
}

function isFromBefore({ keys, firstSeen }: Holding, sentAt: Date): boolean {
	if (keys === "absent") return true;
	const sent = clockAt(firstSeen, sentAt);
	const written = newestWrite(keys);
	return Boolean(sent && written && written.getTime() < sent.getTime() - BASELINE_AGE_MS);
}

/** Converts an instant from the portal's clock to a controller's, if the two could be compared. */
export function byClockOf({ holdings }: ControllerLedger, instant: Date): Date {
	const seen = holdings.at(-1)?.lastSeen;
	return (seen && clockAt(seen, instant)) ?? instant;
}

/** A controller's clock at an instant, extrapolated from a reading at another. */
function clockAt({ at, clock }: Moment, instant: Date): Date | undefined {
	return clock && new Date(instant.getTime() + clock.getTime() - at.getTime());
}
