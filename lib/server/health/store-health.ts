import type { PartState } from "#lib/core/portal-health.ts";
import type { Store } from "#lib/server/store/store.ts";

/** Anybody may ask for the portal's health, and each attempt waits for the disk. */
const TRY_EVERY_MS = 2_000;

/**
 * Whether the store can be written, by trying it. All who ask within two seconds share one attempt.
 *
 * @param runningMs a monotonic clock
 */
export function storeHealth(
	store: Pick<Store, "tryWriting">,
	runningMs = () => performance.now(),
): () => Promise<PartState> {
	let triedMs = Number.NEGATIVE_INFINITY;
	let state: Promise<PartState>;
	return () => {
		if (runningMs() - triedMs >= TRY_EVERY_MS) {
			triedMs = runningMs();
			state = store.tryWriting().then(
				() => "ok",
				() => "away",
			);
		}
		return state;
	};
}
