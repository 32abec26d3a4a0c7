import type { Store } from "#lib/server/store/store.ts";
import type { Metrics } from "./metrics.ts";

/** The same store, with each wait counted when this process adds it. */
export function measuredWaits(store: Store, metrics: Pick<Metrics, "waited">): Store {
	return {
		...store,
		addWait(watch, wait) {
			metrics.waited(wait.waitMs / 1_000);
			return store.addWait(watch, wait);
		},
	};
}
