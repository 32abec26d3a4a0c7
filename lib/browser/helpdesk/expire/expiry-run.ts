import { MOST_RESULTS } from "#lib/core/cohort/expiry-note.ts";
import type { ExpiryRow, ExpiryState } from "#lib/core/cohort/expiry-row.ts";
import { MOST_LANES } from "#lib/core/cohort/pace.ts";
import { MOST_IN_BATCH } from "#lib/entra/graph/batch.ts";
import { networkGate, paceGate } from "./expiry-gates.ts";
import type { ExpiryPorts } from "./expiry-ports.ts";
import { look, type RunContext, type RunEnd, send } from "./expiry-tasks.ts";
import { expiryWork } from "./expiry-work.ts";

/** What holds a run up at the moment. */
export type HeldUpBy = "network" | "throttle" | "audit";

export type RunView = {
	counts: Readonly<Record<ExpiryState, number>>;
	total: number;
	heldUpBy: HeldUpBy | undefined;
};

/** A run that is under way. */
export type Run = {
	/** Ends after what is under way was answered. */
	pause(): void;
	rows(): readonly ExpiryRow[];
	ended: Promise<RunEnd>;
};

/** So many results may wait for the portal's server to write them down before no more is sent. */
const MOST_UNWRITTEN = 400;
const LONGEST_SLEEP_MS = 1_000;
const FIRST_WRITE_AGAIN_MS = 1_000;
const LONGEST_WRITE_AGAIN_MS = 30_000;

/**
 * Goes on with a run, wherever it was left: sends to those who wait, reads back everybody, and has every
 * result written down. Nobody is sent twice, as `verdict` decides by what Graph shows.
 */
export function goOn(
	rows: readonly ExpiryRow[],
	ports: ExpiryPorts,
	onView: (view: RunView) => void,
): Run {
	const run = contextOf(rows, ports, onView);
	const stopListening = ports.onOnline(() => {
		run.network.open();
		run.changed();
	});
	const ended = (async () => {
		run.changed();
		const lanes = Array.from({ length: MOST_LANES }, (_, index) => lane(run, index));
		const written = writeResults(run, Promise.all(lanes));
		await Promise.all(lanes);
		run.end ??= "complete";
		run.changed();
		await written;
		stopListening();
		return run.end;
	})();
	return {
		pause() {
			run.end ??= "paused";
			run.changed();
		},
		rows: () => [...run.work.rows.values()],
		ended,
	};
}

function contextOf(
	rows: readonly ExpiryRow[],
	ports: ExpiryPorts,
	onView: (view: RunView) => void,
): RunContext {
	const sleepers = new Set<() => void>();
	const run: RunContext = {
		...{ work: expiryWork(rows), ports },
		...{ writes: paceGate(), reads: paceGate(), network: networkGate() },
		...{ freshUntil: new Map(), unread: new Map() },
		...{ refusedInARow: 0, unauthorisedInARow: 0, sending: 0, busy: 0 },
		...{ isAuditDown: false, end: undefined },
		changed() {
			for (const wake of [...sleepers]) wake();
			onView({ counts: { ...run.work.counts }, total: rows.length, heldUpBy: heldUpBy(run) });
		},
		sleep: (ms) =>
			new Promise((resolve) => {
				const wake = () => {
					clearTimeout(timer);
					sleepers.delete(wake);
					resolve();
				};
				const timer = setTimeout(wake, ms);
				sleepers.add(wake);
			}),
	};
	return run;
}

async function lane(run: RunContext, index: number): Promise<void> {
	while (!run.end) {
		const task = nextTask(run, index);
		if (task === "none") return;
		if (typeof task === "number") {
			await run.sleep(Math.min(LONGEST_SLEEP_MS, Math.max(10, task)));
			continue;
		}
		run.busy += 1;
		try {
			await task();
		} catch (error) {
			// No lane goes on alone: the end of a run lets other tabs send.
			run.end = "mistake";
			globalThis.reportError?.(error);
		} finally {
			run.busy -= 1;
		}
		run.changed();
	}
}

/** @returns what to do, or in how many milliseconds to ask again, or that nothing is left to do */
function nextTask(run: RunContext, index: number): (() => Promise<void>) | number | "none" {
	const { work, ports, writes, reads, network } = run;
	const now = ports.now();
	if (now < network.opensAt()) return network.opensAt() - now;
	const isUnwritten = run.isAuditDown || work.unwritten.size > MOST_UNWRITTEN;
	const isHeldUp = isUnwritten || run.sending >= writes.lanes();
	const canSend = work.hasToSend() && writes.isOpen(now) && reads.isOpen(now) && !isHeldUp;
	// One lane keeps reading back while the others send, so that both are done at about the same time.
	const enough = canSend ? MOST_IN_BATCH : 1;
	const looks = reads.isOpen(now) ? work.dueLooks(now, enough) : 0;
	if (looks >= enough && (index === 0 || !canSend)) {
		const ids = work.takeToLook(MOST_IN_BATCH, now);
		return () => look(run, ids);
	}
	if (canSend) {
		const ids = work.takeToSend(MOST_IN_BATCH);
		run.sending += 1;
		return () =>
			send(run, ids).finally(() => {
				run.sending -= 1;
			});
	}
	const nextLookAt = work.nextLookAt();
	if (!work.hasToSend() && nextLookAt === undefined && run.busy === 0) return "none";
	const times = [writes.opensAt(), reads.opensAt(), nextLookAt ?? 0].filter((at) => at > now);
	return Math.min(now + LONGEST_SLEEP_MS, ...times) - now;
}

function heldUpBy({ network, writes, work, ports, isAuditDown }: RunContext): HeldUpBy | undefined {
	const now = ports.now();
	if (now < network.opensAt()) return "network";
	if (isAuditDown) return "audit";
	return work.hasToSend() && !writes.isOpen(now) ? "throttle" : undefined;
}

/**
 * Has every result written down by the portal's server, in portions, while a run goes on. While the server
 * does not answer, results wait in the journal; a run that was paused leaves them there for later.
 */
async function writeResults(run: RunContext, lanes: Promise<unknown>): Promise<void> {
	let haveLanesEnded = false;
	const noticed = lanes.then(() => {
		haveLanesEnded = true;
		run.changed();
	});
	let waitMs = FIRST_WRITE_AGAIN_MS;
	for (;;) {
		const count = run.work.unwritten.size;
		if (haveLanesEnded && count === 0) break;
		if (count < MOST_RESULTS && !haveLanesEnded) {
			await run.sleep(LONGEST_WRITE_AGAIN_MS);
			continue;
		}
		run.isAuditDown = !(await writePortion(run));
		if (!run.isAuditDown) waitMs = FIRST_WRITE_AGAIN_MS;
		else {
			if (run.end && run.end !== "complete") break;
			run.changed();
			await run.sleep(waitMs);
			waitMs = Math.min(LONGEST_WRITE_AGAIN_MS, waitMs * 2);
		}
	}
	await noticed;
}

async function writePortion({ work, ports }: RunContext): Promise<boolean> {
	const ids = [...work.unwritten].slice(0, MOST_RESULTS);
	const rows = ids.flatMap((id) => work.rows.get(id) ?? []);
	const results = rows.map(({ id, state }) => ({ id, state }));
	if (!(await ports.note({ step: "results", results }).catch(() => false))) return false;
	for (const id of ids) work.unwritten.delete(id);
	const written = ids.map((id) => work.set(id, { isAudited: true }, ports.now()));
	// If this is not kept, the same results are written down once more, which does no harm.
	await ports.keep(written).catch(() => undefined);
	return true;
}
