import { isClockDoubtful, now } from "#lib/clock/clock.ts";
import { isFirstChange } from "#lib/core/watch/old-password.ts";
import { type Surroundings, WATCH_LIFETIME_MS, type Watch } from "#lib/core/watch/watch.ts";
import { type WatchView, watchView } from "#lib/core/watch/watch-view.ts";
import type { ManagedDomain } from "#lib/directory/managed-domain.ts";
import type { Log } from "#lib/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import { startExpiry } from "./expiry.ts";
import type { Watching } from "./find-watch.ts";
import { confirmed, lastChecked } from "./followed.ts";
import { takeFrom, withKerberosKeys } from "./kerberos-keys.ts";
import { cachedWaits, type KnownWaits } from "./known-waits.ts";
import { keepLiveWatches, type LiveWatches } from "./live-watches.ts";
import { noteOutcome } from "./note-outcomes.ts";
import { startObserver } from "./observer.ts";
import { createReadElsewhere } from "./read-elsewhere.ts";
import { readNow } from "./read-now.ts";
import { referenceOf } from "./reference.ts";
import { shareWatches } from "./share-watches.ts";

/** The watches of this process, followed until `stop`. */
export type Watches = Watching & {
	view(watch: Watch): Promise<WatchView>;
	isFirstChange(watch: Watch): Promise<boolean>;
	/** The waits of the last 90 days, at most a minute old. */
	knownWaits(): Promise<KnownWaits>;
	/** When the controllers were last read for each watch, at one moment. An ended watch has nothing new. */
	checkedNow(): (ticket: string) => Date | undefined;
	stop(): Promise<void>;
};

/** Resumes the stored watches and follows them and all later ones. */
export async function startWatches(
	store: Store,
	domain: ManagedDomain,
	log: Log,
): Promise<Watches> {
	const { shared } = store;
	const elsewhere = createReadElsewhere();
	const live = keepLiveWatches({
		...(shared ? { watches: [], ledgers: [], elsewhere } : await everybody(store)),
		habits: await store.habits(),
		controllerIds: () => domain.controllers.map(({ id }) => id),
		confirm: (ledger) => confirmed(domain.controllers, ledger),
		store,
		log,
		onOutcome: (outcome) => noteOutcome(outcome, { store, log }),
	});
	const knownWaits = cachedWaits(store);
	const sharing = shared && (await shareWatches({ store, shared, live, log }, elsewhere));
	live.judgeClaims(new Set([...live.all()].map(({ person }) => person.id)), now());
	const stopFitting = domain.onChange?.(() => judgeAll(live));
	const stopObserver = startObserver(domain, live, log);
	const stopExpiry = startExpiry(live, now);
	const refresh = refreshing(domain, live);
	return {
		store,
		domain,
		live,
		async view(watch) {
			const refreshed = await refresh(watch);
			const published = live.published(watch.ticket);
			const surroundings = published ? { ...refreshed, ledger: published.ledger } : refreshed;
			const current = published?.watch ?? live.get(watch.ticket) ?? watch;
			const isFirst = isFirstChange(current, surroundings.ledger);
			const forecast = (await knownWaits()).forecast(isFirst);
			const reference = referenceOf(watch.ticket);
			return watchView(current, surroundings, { forecast, reference }, now());
		},
		isFirstChange: async (watch) => isFirstChange(watch, (await live.surroundings(watch)).ledger),
		knownWaits,
		checkedNow() {
			const { controllers } = domain;
			const checkedElsewhere = elsewhere.latest();
			return (ticket) => {
				const watch = live.get(ticket);
				if (!watch) return checkedElsewhere;
				return lastChecked(controllers, live.recordedLedgerOf(watch.person.id));
			};
		},
		async stop() {
			stopFitting?.();
			stopObserver();
			stopExpiry();
			await sharing?.stop();
		},
	};
}

/** All live watches in the store, with the ledgers of their people; if the clock is in doubt, however old they seem. */
async function everybody(store: Store) {
	const since = new Date(isClockDoubtful() ? 0 : now().getTime() - WATCH_LIFETIME_MS);
	return {
		watches: await store.unendedWatches(since),
		ledgers: await store.unendedLedgers(since),
	};
}

/** Controllers have come or gone. */
function judgeAll(live: LiveWatches): void {
	const at = now();
	for (const personId of new Set([...live.all()].map(({ person }) => person.id))) {
		live.updatePerson(personId, (ledger) => ledger, at).saved.catch(() => undefined);
	}
}

/** Readings older than this are repeated when a page asks for them. */
const LOOKED_AT_MS = 60_000;
/** More people are left to the observer, which reads many at once. */
const MAX_READ_FOR_VIEWS = 20;

/** Returns a function that reads a person again, for a page that is opened, if the readings are outdated. */
function refreshing(
	domain: ManagedDomain,
	live: LiveWatches,
): (watch: Watch) => Promise<Surroundings> {
	let underWay = 0;

	return async (watch) => {
		const surroundings = await live.surroundings(watch);
		// The portal that follows the person reads it.
		if (!live.get(watch.ticket)) return surroundings;
		if (!isOutdated(surroundings, domain) || underWay >= MAX_READ_FOR_VIEWS) return surroundings;
		underWay += 1;
		try {
			const personId = watch.person.id;
			const answers = await readNow(domain, watch.person);
			for (const controller of domain.controllers) {
				const read = answers.get(controller.id)?.observation;
				if (!read) continue;
				const observation = await withKerberosKeys(controller, live, { personId, read });
				live
					.takeReading(personId, (ledger) => takeFrom(controller)(ledger, observation), now())
					.saved.catch(() => undefined);
			}
		} finally {
			underWay -= 1;
		}
		return await live.surroundings(watch);
	};
}

/** A controller that cannot be read is left to the observer, which knows when to ask again. */
function isOutdated({ ledger }: Surroundings, { controllers }: ManagedDomain): boolean {
	return controllers.some(({ id }) => {
		const latest = ledger.controllers.find((c) => c.id === id)?.latest;
		return (
			latest !== undefined &&
			latest.kind !== "unread" &&
			now().getTime() - latest.readAt.getTime() > LOOKED_AT_MS
		);
	});
}
