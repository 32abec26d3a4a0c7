import { createSchedule } from "#lib/core/schedule.ts";
import { nextTurnMs } from "#lib/core/watch/poll-schedule.ts";

/** New people are first read within this time, unless there are too many. */
const FIRST_READ_MS = 5_000;
/** Then a thousand are read each second. */
const FIRST_READ_FOR_EACH_MS = 1;

/** When the people of one controller are read next, by a monotonic clock. */
export type ReadingPlan = {
	/** Plans a person's next turn. @param pollMs how long to wait between two readings */
	plan(personId: string, pollMs: number, nowMs: number): void;
	forget(personId: string): void;
	/** Takes the people whose turn has come; they are read once, unless they are planned again. */
	takeDue(nowMs: number): string[];
};

/**
 * Creates a controller's plan of readings.
 *
 * People get their place in the order in which they are first planned: as many as one search takes share a place,
 * so that few people are few searches, and many are spread evenly over their interval. Those that are all
 * planned at one moment, at start, are read more slowly, since pages reconnect meanwhile.
 *
 * @param tickMs how often turns are taken
 * @param perPlace how many accounts one search takes
 */
export function createReadingPlan(tickMs: number, perPlace: number): ReadingPlan {
	const turns = createSchedule<string>();
	const places = new Map<string, { place: number; firstMs: number }>();
	let assigned = 0;
	/** When the last place is read for the first time. */
	let lastFirstMs = Number.NEGATIVE_INFINITY;

	function assignPlace(personId: string, nowMs: number) {
		const place = Math.floor(assigned / perPlace);
		if (assigned % perPlace === 0)
			lastFirstMs = Math.max(lastFirstMs + perPlace * FIRST_READ_FOR_EACH_MS, nowMs);
		assigned += 1;
		const own = { place, firstMs: lastFirstMs };
		places.set(personId, own);
		return own;
	}

	return {
		plan(personId, pollMs, nowMs) {
			const known = places.get(personId);
			const { place, firstMs } = known ?? assignPlace(personId, nowMs);
			// After a start everything is read soon, since stored readings may be outdated.
			const intervalMs = known ? pollMs : Math.min(pollMs, FIRST_READ_MS);
			const turnMs = nextTurnMs({ place, intervalMs, tickMs, nowMs });
			turns.plan(personId, Math.max(turnMs, firstMs));
		},
		forget(personId) {
			turns.drop(personId);
			places.delete(personId);
		},
		takeDue: turns.takeDue,
	};
}
