import { hasEnded, type Watch } from "#lib/core/watch/watch.ts";
import { now } from "#lib/server/clock/clock.ts";
import type { Log } from "#lib/server/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import { keepWatchWrites } from "./watch-writes.ts";

type Listener = (watch: Watch) => void;

/**
 * The watches that have not ended, in memory, with every change that is shown written to the store and
 * told to whoever listens. Memory is never behind the store; a write that fails is tried again.
 */
export type LiveWatches = {
	all(): Iterable<Watch>;
	get(ticket: string): Watch | undefined;
	/** Adds a watch, and resolves when it is on disk. */
	add(watch: Watch): Promise<void>;
	/** Changes a watch at once; `saved` resolves when a change that is shown is on disk. */
	update(
		ticket: string,
		change: (watch: Watch) => Watch,
	): { watch: Watch; saved: Promise<void> } | undefined;
	/** Resolves when all that was changed of a watch is on disk; tries again what could not be written. */
	settle(ticket: string): Promise<void>;
	remove(ticket: string): Promise<void>;
	/** Calls back with every new revision, until the returned function is called. */
	listen(ticket: string, listener: Listener): () => void;
	/** Tries again what could not be written, not too often; called by the observer's beat. */
	retryWrites(): Promise<void>;
};

/** Keeps `watches` (read from the store at start) and everything that comes after. */
export function keepLiveWatches(watches: readonly Watch[], store: Store, log: Log): LiveWatches {
	const live = new Map(watches.map((w) => [w.ticket, w]));
	const { tell, listen } = keepListeners();
	const writes = keepWatchWrites(store, (ticket) => live.get(ticket), log);

	return {
		all: () => live.values(),
		get: (ticket) => live.get(ticket),
		async add(watch) {
			await writes.write(watch).catch((error: unknown) => {
				// Nobody was told of it, so there is nothing to be written later.
				writes.drop(watch.ticket);
				throw error;
			});
			live.set(watch.ticket, watch);
		},
		update(ticket, change) {
			const before = live.get(ticket);
			if (!before) return undefined;
			const watch = change(before);
			live.set(ticket, watch);
			if (watch.revision === before.revision) return { watch, saved: Promise.resolve() };
			const saved = writes.write(watch);
			// Told only now: after a crash nobody may know more than the store does. A store that cannot
			// be written keeps nobody from the truth.
			saved.then(
				() => tell(watch),
				() => tell(watch),
			);
			if (hasEnded(watch, now())) live.delete(ticket);
			return { watch, saved };
		},
		settle: writes.settle,
		async remove(ticket) {
			const watch = live.get(ticket);
			// From here on nothing that is read of it is written.
			live.delete(ticket);
			try {
				await store.removeWatch(ticket);
			} catch (error) {
				if (watch) live.set(ticket, watch);
				throw error;
			}
			writes.drop(ticket);
		},
		listen,
		retryWrites: writes.retry,
	};
}

/** Who listens to which watch. */
function keepListeners(): Pick<LiveWatches, "listen"> & { tell(watch: Watch): void } {
	const listeners = new Map<string, Set<Listener>>();
	return {
		tell(watch) {
			for (const listener of listeners.get(watch.ticket) ?? []) listener(watch);
		},
		listen(ticket, listener) {
			const set = listeners.get(ticket) ?? new Set();
			listeners.set(ticket, set.add(listener));
			return () => {
				set.delete(listener);
				if (set.size === 0 && listeners.get(ticket) === set) listeners.delete(ticket);
			};
		},
	};
}
