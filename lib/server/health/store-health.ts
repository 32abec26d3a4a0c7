import type { PartState } from "#lib/core/portal-health.ts";
import type { Log } from "#lib/log.ts";
import type { Store } from "#lib/server/store/store.ts";

/** The health call is public, and each attempt waits for the disk. */
const TRY_EVERY_MS = 2_000;

/**
 * Tests whether the store can be written. Callers within two seconds share one attempt. The log says
 * why it cannot be, once, and when it can again: nobody may have called by then.
 *
 * @param runningMs a monotonic clock
 */
export function storeHealth(
	store: Pick<Store, "tryWriting">,
	log: Log,
	runningMs = () => performance.now(),
): () => Promise<PartState> {
	let triedMs = Number.NEGATIVE_INFINITY;
	let state: Promise<PartState>;
	let isAway = false;
	return () => {
		if (runningMs() - triedMs >= TRY_EVERY_MS) {
			triedMs = runningMs();
			state = store.tryWriting().then(
				() => {
					if (isAway) log.info("store-writable");
					isAway = false;
					return "ok";
				},
				(error) => {
					if (!isAway) log.error("store-away", { error });
					isAway = true;
					return "away";
				},
			);
		}
		return state;
	};
}
