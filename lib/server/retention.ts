import { isClockDoubtful, now } from "#lib/clock/clock.ts";
import { KEPT_MS } from "#lib/core/readiness/ledger.ts";
import type { Log } from "#lib/log.ts";
import { pruneOnce } from "./audit/prune.ts";
import type { Store } from "./store/store.ts";
import { WAITS_SINCE_MS } from "./watches/known-waits.ts";

const DAY_MS = 24 * 60 * 60_000;
/** How often to check the clock, and after how many checks to delete again: six hours. */
const LOOK_MS = 60_000;
const LOOKS = DAY_MS / 4 / LOOK_MS;

/** How long ended watches are kept, so that an old page can show that its watch has ended. */
const WATCHES_KEPT_MS = 30 * DAY_MS;

/** Clients that lost an answer retry within minutes. */
const ANSWERS_KEPT_MS = DAY_MS;

/** As long as a group's counts: a campaign is long over by then. */
const LINKS_KEPT_MS = 400 * DAY_MS;

/**
 * Deletes old data periodically: audit rows after `auditDays`, watches with their mails, ledgers of
 * people who no longer change, waits that no forecast uses any more, and links that ended long ago. Deletes nothing while the
 * clock is in doubt. @returns a function that stops it
 */
export function startRetention(store: Store, auditDays: number, log: Log): () => void {
	function tick(): void {
		const at = now();
		const before = (ms: number) => new Date(at.getTime() - ms);
		const failed = (error: unknown) => log.error("purge-failed", { error });
		store.purgeWatches(before(WATCHES_KEPT_MS)).catch(failed);
		store.shared?.holders.purge().catch(failed);
		store.purgeLedgers(before(KEPT_MS)).catch(failed);
		store.purgeAnswers(before(ANSWERS_KEPT_MS)).catch(failed);
		store.purgeWaits(before(WAITS_SINCE_MS)).catch(failed);
		store.purgeLinks(before(LINKS_KEPT_MS)).catch(failed);
		pruneOnce(store, auditDays, at).then(
			(rows) => rows > 0 && log.info("audit-pruned", { rows }),
			(error) => log.error("audit-prune-failed", { error }),
		);
	}
	let looks = 0;
	function look(): void {
		if (isClockDoubtful()) return;
		if (looks === 0) tick();
		looks = (looks + 1) % LOOKS;
	}
	look();
	const timer = setInterval(look, LOOK_MS);
	timer.unref();
	return () => clearInterval(timer);
}
