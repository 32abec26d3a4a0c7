import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import type { Log } from "#lib/log.ts";
import { HeldElsewhere } from "#lib/server/store/holders.ts";
import type { Store } from "#lib/server/store/store.ts";

/** Writes watches to the store, and remembers failed writes. */
export type WatchWrites = {
	/** Resolves when this revision is on disk; otherwise rejects and is retried later. */
	write(watch: Watch, ledger?: PersonLedger): Promise<void>;
	/** Resolves when all changes of a watch, and of its person's others, are on disk; retries failed writes. */
	settle(ticket: string): Promise<void>;
	/** Drops a watch's failed writes. */
	drop(ticket: string): void;
	/** Retries failed writes, at intervals. */
	retry(): Promise<void>;
};

/** A write to a locked file blocks the whole process until it fails, so it is not retried at every tick. */
const RETRY_MS = 10_000;
/** When another write has succeeded since, the store is back. */
const RETRY_SOON_MS = 500;

/** The current state in memory. */
type Memory = {
	/** The watch, if it is still live: of several revisions only the last one matters. */
	latest(ticket: string): Watch | undefined;
	ledgerOf(watch: Watch): PersonLedger;
	/** Another portal holds the person now; the pending write is void. */
	onLate?(error: HeldElsewhere): void;
	/** This revision is on disk, with the person's ledger at that time. */
	onWritten?(watch: Watch, ledger: PersonLedger): void;
};

export function keepWatchWrites(
	store: Pick<Store, "saveWatch">,
	{ latest, ledgerOf, onLate, onWritten }: Memory,
	log: Log,
): WatchWrites {
	/** Watches in memory that are not in the store yet, by ticket. */
	const unwritten = new Map<string, Watch>();
	/** Each watch's last pending write, by ticket. */
	const underWay = new Map<string, Promise<void>>();
	let failedAt = Number.NEGATIVE_INFINITY;
	let isBack = true;

	async function write(watch: Watch, ledger = ledgerOf(watch)): Promise<void> {
		const { ticket, revision } = watch;
		const saved = store.saveWatch(watch, ledger);
		underWay.set(ticket, saved);
		try {
			await saved;
			isBack = true;
			const later = unwritten.get(ticket);
			if (!later || later.revision <= revision) unwritten.delete(ticket);
			onWritten?.(watch, ledger);
		} catch (error) {
			if (error instanceof HeldElsewhere) {
				// Void. If the watch is no longer live here, nothing else would drop it.
				unwritten.delete(ticket);
				onLate?.(error);
				throw error;
			}
			if (unwritten.size === 0) log.error("watch-not-written", { error });
			unwritten.set(ticket, watch);
			failedAt = performance.now();
			isBack = false;
			throw error;
		} finally {
			if (underWay.get(ticket) === saved) underWay.delete(ticket);
		}
	}

	return {
		write,
		async settle(ticket) {
			await underWay.get(ticket);
			const personId = (unwritten.get(ticket) ?? latest(ticket))?.person.id;
			// Includes the end of an earlier watch that is no longer live.
			const own = [...unwritten.values()].filter(({ person }) => person.id === personId);
			for (const watch of own) await write(latest(watch.ticket) ?? watch);
		},
		drop: (ticket) => void unwritten.delete(ticket),
		async retry() {
			if (performance.now() - failedAt < (isBack ? RETRY_SOON_MS : RETRY_MS)) return;
			/** Tests whether the store is back. */
			const isAnswered = (watch: Watch) =>
				write(watch).then(
					() => true,
					(error: unknown) => error instanceof HeldElsewhere,
				);
			const [first, ...others] = [...unwritten].map(([ticket, watch]) => latest(ticket) ?? watch);
			// The rest together, in one transaction.
			if (first && (await isAnswered(first))) await Promise.all(others.map(isAnswered));
		},
	};
}
