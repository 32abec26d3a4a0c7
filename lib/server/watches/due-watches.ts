import { nextTurnMs, pollIntervalMs } from "#lib/core/watch/poll-schedule.ts";
import { hasEnded, type Watch } from "#lib/core/watch/watch.ts";

/** Everybody who is first seen is read within this time, unless many are first seen at once. */
const FIRST_READ_MS = 5_000;
/** So many watches are looked through at each beat; where there are more, all of them in a second. */
const FEW = 1_000;
const ROUND_MS = 1_000;

/** Turns go by a monotonic clock, ages of watches by the wall clock. */
type Instant = { now: Date; runningMs: number };

/** The place of a watch, when it was last found, when its turn is, and for what it was planned. */
type ScheduleSlot = {
	place: number;
	round: number;
	/** It is not read before. */
	firstMs: number;
	/** 0: not planned yet. */
	dueMs: number;
	revision: number;
	baselineAt: Date;
};

/**
 * Creates a controller's schedule of readings.
 *
 * Watches get their place in the order in which they are first seen: as many as one search takes share
 * a place, so that few watches are few searches, and many are spread evenly over their interval. Of those
 * that are all found in one moment, at a start, as many places are read in a second as it has beats: pages
 * come back meanwhile.
 *
 * @param beatMs how often the schedule is checked
 * @param perPlace how many accounts one search takes
 * @returns a function that returns the watches that are due
 */
export function dueWatches(
	beatMs: number,
	perPlace: number,
): (watches: Iterable<Watch>, at: Instant) => Watch[] {
	const slots = new Map<string, ScheduleSlot>();
	let assigned = 0;
	/** When the last place is read for the first time. */
	let firstMs = Number.NEGATIVE_INFINITY;
	/** The watches that are still to be looked through in this round. */
	let left: Iterator<Watch> | undefined;
	let round = 0;
	let found = 0;

	function assignSlot({ ticket, baselineAt }: Watch, { runningMs }: Instant): ScheduleSlot {
		const place = Math.floor(assigned / perPlace);
		if (assigned % perPlace === 0) firstMs = Math.max(firstMs + beatMs, runningMs);
		assigned += 1;
		const taken = { place, round: 0, firstMs, dueMs: 0, revision: 0, baselineAt };
		slots.set(ticket, taken);
		return taken;
	}

	function planNext(own: ScheduleSlot, watch: Watch, { now, runningMs }: Instant): void {
		const { place } = own;
		// After a start everything is read soon: what was known may be outdated.
		const isFirst = own.dueMs === 0;
		const pollMs = pollIntervalMs(watch, now);
		const intervalMs = isFirst ? Math.min(pollMs, FIRST_READ_MS) : pollMs;
		const turnMs = nextTurnMs({ place, intervalMs, beatMs, nowMs: runningMs });
		own.dueMs = Math.max(turnMs, own.firstMs);
		own.revision = watch.revision;
		own.baselineAt = watch.baselineAt;
	}

	function forgetGone(): void {
		if (slots.size === found) return;
		for (const [ticket, own] of slots) if (own.round !== round) slots.delete(ticket);
	}

	return (watches, at) => {
		if (!left) {
			left = watches[Symbol.iterator]();
			round += 1;
			found = 0;
		}
		const due: Watch[] = [];
		// One more than its part, so that the last beat of a round finds its end.
		for (let more = Math.max(FEW, (slots.size * beatMs) / ROUND_MS); more >= 0; more--) {
			const next = left.next();
			if (next.done) {
				left = undefined;
				forgetGone();
				break;
			}
			const watch = next.value;
			const own = slots.get(watch.ticket) ?? assignSlot(watch, at);
			if (own.round !== round) found += 1;
			own.round = round;
			// What has happened to it may have made it more urgent.
			const isMoved = own.revision !== watch.revision || own.baselineAt !== watch.baselineAt;
			const isDue = !isMoved && at.runningMs >= own.dueMs;
			if (!isDue && !isMoved) continue;
			planNext(own, watch, at);
			if (isDue && !hasEnded(watch, at.now)) due.push(watch);
		}
		return due;
	};
}
