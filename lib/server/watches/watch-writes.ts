import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import type { Log } from "#lib/log.ts";
import { HeldElsewhere } from "#lib/server/store/holders.ts";
import type { Store } from "#lib/server/store/store.ts";

/** Writes watches to the store, and remembers what could not be written. */
export type WatchWrites = {
	/** Resolves when this revision is on disk; else it rejects, and is tried again later. */
	write(watch: Watch, ledger?: PersonLedger): Promise<void>;
	/** Resolves when all that was changed of a watch is on disk; tries again what could not be written. */
	settle(ticket: string): Promise<void>;
	/** What could not be written of a watch is not tried again. */
	drop(ticket: string): void;
	/** Tries again what could not be written, not too often. */
	retry(): Promise<void>;
};

/** A write to a locked file holds up the whole process until it fails, so it is not tried at every beat. */
const RETRY_MS = 10_000;

/** What memory holds by now. */
type Memory = {
	/** The watch, if it is still live: of several revisions the last one counts. */
	latest(ticket: string): Watch | undefined;
	ledgerOf(watch: Watch): PersonLedger;
	/** Another portal follows the person by now; what was to be written is void. */
	onLate?(error: HeldElsewhere): void;
	/** What could not be written at first is written now. */
	onRetried?(watch: Watch): void;
};

export function keepWatchWrites(
	store: Pick<Store, "saveWatch">,
	{ latest, ledgerOf, onLate, onRetried }: Memory,
	log: Log,
): WatchWrites {
	/** What memory holds and the store does not, by ticket. */
	const unwritten = new Map<string, Watch>();
	/** The last write of each that is still under way, by ticket. */
	const underWay = new Map<string, Promise<void>>();
	let failedAt = Number.NEGATIVE_INFINITY;

	async function write(watch: Watch, ledger = ledgerOf(watch)): Promise<void> {
		const { ticket, revision } = watch;
		const saved = store.saveWatch(watch, ledger);
		underWay.set(ticket, saved);
		try {
			await saved;
			const later = unwritten.get(ticket);
			if (!later || later.revision <= revision) unwritten.delete(ticket);
		} catch (error) {
			if (error instanceof HeldElsewhere) {
				onLate?.(error);
				throw error;
			}
			if (unwritten.size === 0) log.error("watch-not-written", { error });
			unwritten.set(ticket, watch);
			failedAt = performance.now();
			throw error;
		} finally {
			if (underWay.get(ticket) === saved) underWay.delete(ticket);
		}
	}

	return {
		write,
		async settle(ticket) {
			await underWay.get(ticket);
			const watch = unwritten.get(ticket);
			if (watch) await write(latest(ticket) ?? watch);
		},
		drop: (ticket) => void unwritten.delete(ticket),
		async retry() {
			if (performance.now() - failedAt < RETRY_MS) return;
			const isWritten = (watch: Watch) =>
				write(watch).then(
					() => {
						onRetried?.(watch);
						return true;
					},
					() => false,
				);
			const [first, ...others] = [...unwritten].map(([ticket, watch]) => latest(ticket) ?? watch);
			// The others together, so that they are one transaction.
			if (first && (await isWritten(first))) await Promise.all(others.map(isWritten));
		},
	};
}
