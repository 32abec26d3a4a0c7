import { isFirstChange } from "#lib/core/watch/old-password.ts";
import { fitToControllers, WATCH_LIFETIME_MS, type Watch } from "#lib/core/watch/watch.ts";
import { type WatchView, watchView } from "#lib/core/watch/watch-view.ts";
import { now } from "#lib/server/clock/clock.ts";
import type { Log } from "#lib/server/log.ts";
import type { ManagedDomain } from "#lib/server/managed-domain/managed-domain.ts";
import type { Store } from "#lib/server/store/store.ts";
import { startExpiry } from "./expiry.ts";
import type { Watching } from "./find-watch.ts";
import { cachedWaits, type KnownWaits } from "./known-waits.ts";
import { keepLiveWatches, type LiveWatches } from "./live-watches.ts";
import { noteOutcomes } from "./note-outcomes.ts";
import { startObserver } from "./observer.ts";
import { referenceOf } from "./reference.ts";

/** The watches of this process, followed until `stop`. */
export type Watches = Watching & {
	view(watch: Watch): Promise<WatchView>;
	/** The waits of the last 90 days, as of a minute ago at most. */
	knownWaits(): Promise<KnownWaits>;
	stop(): void;
};

/** Takes up the watches of the store and follows them, with every later one. */
export async function startWatches(
	store: Store,
	domain: ManagedDomain,
	log: Log,
): Promise<Watches> {
	const stored = await storedWatches(store, domain, now());
	const live = noteOutcomes(keepLiveWatches(stored, store, log), { store, log });
	const knownWaits = cachedWaits(store);
	const stopFitting = domain.onChange?.(() => fitAll(live, domain));
	const stopObserver = startObserver(domain, live, log);
	const stopExpiry = startExpiry(live);
	const view = async (watch: Watch) => {
		const forecast = (await knownWaits()).forecast(isFirstChange(watch));
		return watchView(watch, { forecast, reference: referenceOf(watch.ticket) }, now());
	};
	return {
		store,
		domain,
		live,
		view,
		knownWaits,
		stop() {
			stopFitting?.();
			stopObserver();
			stopExpiry();
		},
	};
}

/** Controllers have come or gone. */
function fitAll(live: LiveWatches, domain: ManagedDomain): void {
	const at = now();
	for (const { ticket } of [...live.all()]) {
		const updated = live.update(ticket, (watch) => fitted(watch, domain, at));
		updated?.saved.catch(() => undefined);
	}
}

/** While no controller has been found, what is known of those of before is kept. */
function fitted(watch: Watch, { controllers }: ManagedDomain, at: Date): Watch {
	if (controllers.length === 0) return watch;
	const named = controllers.map((c) => ({ id: c.id, name: c.name() }));
	return fitToControllers(watch, named, at);
}

/** The store's watches that go on, fitted to the controllers of today's settings. */
async function storedWatches(store: Store, domain: ManagedDomain, at: Date): Promise<Watch[]> {
	const stored = await store.unendedWatches(new Date(at.getTime() - WATCH_LIFETIME_MS));
	return stored.map((watch) => fitted(watch, domain, at));
}
