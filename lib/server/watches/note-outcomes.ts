import { observedWait } from "#lib/core/watch/observed-wait.ts";
import { isFirstChange } from "#lib/core/watch/old-password.ts";
import { type Watch, watchReadiness } from "#lib/core/watch/watch.ts";
import type { Log } from "#lib/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import type { Outcome } from "./live-watches.ts";
import { referenceOf } from "./reference.ts";

type Notes = { store: Pick<Store, "addWait">; log: Log };

/**
 * The consequences of a watch's new revision. Each new state is logged under the watch's reference.
 * When a change first becomes usable, its wait is counted for the forecast if it was observed
 * without a gap.
 */
export function noteOutcome(outcome: Outcome, notes: Notes): void {
	const { before, watch } = outcome;
	logState(outcome, notes.log);
	if (!isSettled(before) && isSettled(watch)) countWait(outcome, notes);
}

/** If its report was lost, a change's time may become known after its keys were seen. */
function isSettled({ changedAt, usableAt }: Watch): boolean {
	return changedAt !== undefined && usableAt !== undefined;
}

function logState({ before, watch, surroundings }: Outcome, log: Log): void {
	const reference = referenceOf(watch.ticket);
	if (watch.ended && !before.ended) {
		log.info("watch-ended", { reference, reason: watch.ended.reason });
	}
	if (watch.state === before.state) return;
	const obstacle = watchReadiness(watch, surroundings, watch.stateSince).obstacle?.kind;
	const { state, doubt } = watch;
	log.info("watch-state", { reference, state, before: before.state, obstacle, doubt });
}

/** A lost wait makes the forecast slightly less exact, which is acceptable. */
function countWait({ watch, surroundings }: Outcome, { store, log }: Notes): void {
	const { controllers } = watchReadiness(watch, surroundings, watch.stateSince);
	const isFirst = isFirstChange(watch, surroundings.ledger);
	const wait = observedWait(watch, controllers, isFirst);
	const reference = referenceOf(watch.ticket);
	if (!wait) {
		log.info("wait-not-counted", { reference });
		return;
	}
	store.addWait(watch, wait).catch((error) => log.warn("wait-not-written", { reference, error }));
}
