import { hasEnded, type Watch } from "#lib/core/watch/watch.ts";
import { now } from "#lib/server/clock/clock.ts";
import type { Log } from "#lib/server/log.ts";
import type { Store } from "#lib/server/store/store.ts";

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

/** A write to a locked file holds up the whole process until it fails, so it is not tried at every beat. */
const RETRY_MS = 10_000;

/** Keeps `watches` (read from the store at start) and everything that comes after. */
export function keepLiveWatches(watches: readonly Watch[], store: Store, log: Log): LiveWatches {
	const live = new Map(watches.map((w) => [w.ticket, w]));
	const { tell, listen } = keepListeners();
	/** What memory holds and the store does not, by ticket. */
	const unwritten = new Map<string, Watch>();
	let failedAt = Number.NEGATIVE_INFINITY;

	async function write(watch: Watch): Promise<void> {
		try {
			await store.saveWatch(watch);
			const later = unwritten.get(watch.ticket);
			if (!later || later.revision <= watch.revision) unwritten.delete(watch.ticket);
		} catch (error) {
			if (unwritten.size === 0) log.error("watch-not-written", { error });
			unwritten.set(watch.ticket, watch);
			failedAt = performance.now();
			throw error;
		}
	}

	return {
		all: () => live.values(),
		get: (ticket) => live.get(ticket),
		async add(watch) {
			await write(watch).catch((error: unknown) => {
				// Nobody was told of it, so there is nothing to be written later.
				unwritten.delete(watch.ticket);
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
			const saved = write(watch);
			// Told only now: after a crash nobody may know more than the store does. A store that cannot
			// be written keeps nobody from the truth.
			saved.then(
				() => tell(watch),
				() => tell(watch),
			);
			if (hasEnded(watch, now())) live.delete(ticket);
			return { watch, saved };
		},
		async settle(ticket) {
			const watch = unwritten.get(ticket);
			if (watch) await write(live.get(ticket) ?? watch);
		},
		async remove(ticket) {
			await store.removeWatch(ticket);
			live.delete(ticket);
			unwritten.delete(ticket);
		},
		listen,
		async retryWrites() {
			if (performance.now() - failedAt < RETRY_MS) return;
			const isWritten = (watch: Watch) =>
				write(watch).then(
					() => true,
					() => false,
				);
			const [first, ...others] = [...unwritten].map(([ticket, watch]) => live.get(ticket) ?? watch);
			// The others together, so that they are one transaction.
			if (first && (await isWritten(first))) await Promise.all(others.map(isWritten));
		},
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
