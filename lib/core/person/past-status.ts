import { WATCH_LIFETIME_MS } from "../watch/watch.ts";

/** Whether a status of a change made then would have ended by `now`. */
export function isPastStatus(changedAt: Date, now: Date): boolean {
	return now.getTime() - changedAt.getTime() >= WATCH_LIFETIME_MS;
}
