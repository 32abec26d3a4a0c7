import { observedWait } from "#lib/core/watch/observed-wait.ts";
import {
	isNewlyOvertaken,
	noteOthersArrived,
	type Watch,
	watchReadiness,
} from "#lib/core/watch/watch.ts";
import type { Log } from "#lib/server/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import type { LiveWatches } from "./live-watches.ts";
import { referenceOf } from "./reference.ts";

type Notes = { store: Pick<Store, "addWait">; log: Log };

/**
 * Live watches whose changes have consequences. Each new state goes to the log under the watch's
 * reference. When a change first becomes usable, its wait is counted for the forecast if it was seen
 * without a gap, and the watches that it has overtaken are told.
 */
export function noteOutcomes(live: LiveWatches, { store, log }: Notes): LiveWatches {
	return {
		...live,
		async add(watch) {
			await live.add(watch);
			log.info("watch-opened", { reference: referenceOf(watch.ticket) });
		},
		update(ticket, change) {
			const before = live.get(ticket);
			const updated = live.update(ticket, change);
			if (!before || !updated) return updated;
			logState(before, updated.watch, log);
			if (!isSettled(before) && isSettled(updated.watch)) {
				countWait(updated.watch, { store, log });
				tellOthers(updated.watch, live);
			}
			return updated;
		},
	};
}

type Settled = Watch & { changedAt: Date; usableAt: Date };

/** The time of the change may become known after its keys were seen, when its report was lost. */
function isSettled(watch: Watch): watch is Settled {
	return watch.changedAt !== undefined && watch.usableAt !== undefined;
}

function logState(before: Watch, watch: Watch, log: Log): void {
	const reference = referenceOf(watch.ticket);
	if (watch.ended && !before.ended) {
		log.info("watch-ended", { reference, because: watch.ended.because });
	}
	if (watch.state === before.state) return;
	const obstacle = watchReadiness(watch, watch.stateSince).obstacle?.kind;
	log.info("watch-state", { reference, state: watch.state, before: before.state, obstacle });
}

/** A wait that is lost costs the forecast a little; nobody has been promised anything by it. */
function countWait(watch: Settled, { store, log }: Notes): void {
	const wait = observedWait(watch);
	const reference = referenceOf(watch.ticket);
	if (!wait) {
		log.info("wait-not-counted", { reference });
		return;
	}
	store.addWait(watch, wait).catch((error) => log.warn("wait-not-written", { reference, error }));
}

function tellOthers({ changedAt, usableAt }: Settled, live: LiveWatches): void {
	for (const other of live.all()) {
		if (!isNewlyOvertaken(other, changedAt)) continue;
		const told = live.update(other.ticket, (w) => noteOthersArrived(w, changedAt, usableAt));
		told?.saved.catch(() => undefined);
	}
}
