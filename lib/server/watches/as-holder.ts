import { HeldElsewhere } from "#lib/server/store/holders.ts";
import type { Watching } from "./find-watch.ts";

/** Concurrent calls for one person on two portals are rare, and one of them soon finishes. */
const MOST_TRIES = 6;
const PAUSE_MS = 60;

/**
 * Changes a person's watches or ledger while this portal holds the person. If another portal has
 * taken the person over meanwhile, nothing may have been written, since the person is no longer in memory: the change is then
 * repeated on the stored state.
 *
 * @throws HeldElsewhere when others were faster every time
 */
export async function asHolder<T>(
	{ live }: Pick<Watching, "live">,
	personId: string,
	task: () => Promise<T>,
): Promise<T> {
	for (let tries = 1; ; tries++) {
		const isHeld = await live.hold(personId);
		try {
			const done = await task();
			if (isHeld()) return done;
			throw new HeldElsewhere({ personId, turn: undefined });
		} catch (error) {
			if (!(error instanceof HeldElsewhere) || tries === MOST_TRIES) throw error;
			const pauseMs = PAUSE_MS * tries * Math.random();
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
	}
}
