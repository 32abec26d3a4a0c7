import { nextTurnMs, pollIntervalMs } from "#lib/core/watch/poll-schedule.ts";
import { hasEnded, type Watch } from "#lib/core/watch/watch.ts";

/** Everybody who is first seen is read within this time. */
const FIRST_READ_MS = 5_000;

/** Turns go by the machine's running time, which nobody sets; ages of watches by the clock. */
type Instant = { now: Date; runningMs: number };

/** The place of a watch, when its turn is, and for what it was planned. */
type Seat = { place: number; beat: number; dueMs: number; revision: number; baselineAt: Date };

/**
 * Makes a controller's list of whom to read when.
 *
 * Watches get their place in the order in which they are first seen: as many as one search takes share
 * a place, so that few watches are few searches, and many are spread evenly over their interval, also
 * when all were found in one moment at a start.
 *
 * @param beatMs how often it is asked
 * @param perPlace how many accounts one search takes
 * @returns the watches whose time has come
 */
export function dueWatches(
	beatMs: number,
	perPlace: number,
): (watches: Iterable<Watch>, at: Instant) => Watch[] {
	const seats = new Map<string, Seat>();
	let seated = 0;
	let beat = 0;

	function seat(watch: Watch): Seat {
		const place = Math.floor(seated++ / perPlace);
		const taken = { place, beat, dueMs: 0, revision: 0, baselineAt: watch.baselineAt };
		seats.set(watch.ticket, taken);
		return taken;
	}

	function planNext(own: Seat, watch: Watch, { now, runningMs }: Instant): void {
		const { place } = own;
		// After a start everything is read soon: what was known before may not be so any more.
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
			const own = seats.get(watch.ticket) ?? seat(watch);
			own.beat = beat;
			known += 1;
			// What has happened to it may have made it more urgent.
			const isMoved = own.revision !== watch.revision || own.baselineAt !== watch.baselineAt;
			const isDue = !isMoved && at.runningMs >= own.dueMs;
			if (!isDue && !isMoved) continue;
			planNext(own, watch, at);
			if (isDue && !hasEnded(watch, at.now)) due.push(watch);
		}
		if (seats.size > known) {
			for (const [ticket, own] of seats) if (own.beat !== beat) seats.delete(ticket);
		}
		return due;
	};
}
