import { isClockDoubtful } from "#lib/clock/clock.ts";
import { endWatch, hasEnded } from "#lib/core/watch/watch.ts";
import type { LiveWatches } from "./live-watches.ts";

const TICK_MS = 60_000;

/**
 * Ends every watch whose lifetime is over, unless the clock is in doubt: its viewers are notified, and it is no longer
 * followed.
 * @returns a function that stops it
 */
export function startExpiry(live: LiveWatches, clock: () => Date): () => void {
	const timer = setInterval(() => endExpired(live, clock()), TICK_MS);
	timer.unref();
	return () => clearInterval(timer);
}

function endExpired(live: LiveWatches, at: Date): void {
	if (isClockDoubtful()) return;
	const expired = [...live.all()].filter((watch) => hasEnded(watch, at));
	for (const { ticket } of expired) {
		const ended = live.update(ticket, (watch) => endWatch(watch, "expired", at), at);
		ended?.saved.catch(() => undefined);
	}
}
