import { nextTurnMs, pollIntervalMs } from "#lib/core/watch/poll-schedule.ts";
import { hasEnded, type Watch } from "#lib/core/watch/watch.ts";

/** Everybody who is new is first read within this time. */
const FIRST_READ_MS = 5_000;

/** Turns go by a monotonic clock, ages of watches by the wall clock. */
type Instant = { now: Date; runningMs: number };

/** A watch's slot in the schedule, when it is due, and for which state this was planned. */
type ScheduleSlot = {
	place: number;
	beat: number;
	dueMs: number;
	revision: number;
	baselineAt: Date;
};

/**
 * Creates a controller's schedule of readings.
 *
 * Watches get slots in the order in which they first appear: as many as fit into one search share a
 * slot. So few watches take few searches, and many are spread evenly over their interval, even if
 * all appeared at once at start.
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
	let beat = 0;

	function assignSlot(watch: Watch): ScheduleSlot {
		const place = Math.floor(assigned++ / perPlace);
		const taken = { place, beat, dueMs: 0, revision: 0, baselineAt: watch.baselineAt };
		slots.set(watch.ticket, taken);
		return taken;
	}

	function planNext(own: ScheduleSlot, watch: Watch, { now, runningMs }: Instant): void {
		const { place } = own;
		// After a start everything is read soon: what was known may be outdated.
		const isFirst = own.dueMs === 0;
		const pollMs = pollIntervalMs(watch, now);
		const intervalMs = isFirst ? Math.min(pollMs, FIRST_READ_MS) : pollMs;
		own.dueMs = nextTurnMs({ place, intervalMs, beatMs, nowMs: runningMs });
		own.revision = watch.revision;
		own.baselineAt = watch.baselineAt;
	}

	return (watches, at) => {
		beat += 1;
		const due: Watch[] = [];
		let known = 0;
		for (const watch of watches) {
			const own = slots.get(watch.ticket) ?? assignSlot(watch);
			own.beat = beat;
			known += 1;
			// An event may have made it more urgent.
			const isMoved = own.revision !== watch.revision || own.baselineAt !== watch.baselineAt;
			const isDue = !isMoved && at.runningMs >= own.dueMs;
			if (!isDue && !isMoved) continue;
			planNext(own, watch, at);
			if (isDue && !hasEnded(watch, at.now)) due.push(watch);
		}
		if (slots.size > known) {
			for (const [ticket, own] of slots) if (own.beat !== beat) slots.delete(ticket);
		}
		return due;
	};
}
