import { now } from "#lib/clock/clock.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { pollIntervalMs } from "#lib/core/watch/poll-schedule.ts";
import type { Person, Watch } from "#lib/core/watch/watch.ts";
import { IDS_PER_SEARCH } from "#lib/directory/account-search.ts";
import { POLL_USN_EVERY_MS } from "#lib/directory/highest-usn.ts";
import type { Controller, ManagedDomain } from "#lib/directory/managed-domain.ts";
import type { Log } from "#lib/log.ts";
import { stillHeld } from "./followed.ts";
import { isAnswered, isAnswerPending, takeFrom, withKerberosKeys } from "./kerberos-keys.ts";
import type { LiveWatches } from "./live-watches.ts";
import { createReadingPlan } from "./reading-plan.ts";

/** How often to check which readings and judgements are due. */
const TICK_MS = 100;
/** An account known to be unchanged is checked this often, before its reading is too old (`READING_AGE_MS`). */
const LOOK_AT_HELD_MS = 4 * 60_000;

/**
 * Reads every controller for all live watches, each in a separate loop, so that a slow one never
 * delays another. The cost depends on how many accounts change, not on how many people wait or have a page open.
 *
 * @returns a function that stops the loops
 */
export function startObserver(domain: ManagedDomain, live: LiveWatches, log: Log): () => void {
	const stops = new Map<Controller, () => void>();

	function followAll(): void {
		for (const [controller, stop] of stops) {
			if (domain.controllers.includes(controller)) continue;
			stop();
			stops.delete(controller);
		}
		for (const controller of domain.controllers) {
			if (!stops.has(controller)) stops.set(controller, startLoop(controller, live, log));
		}
	}

	async function judge(): Promise<void> {
		live.judgeDue(now());
		await live.retryWrites();
	}

	followAll();
	const stopListening = domain.onChange?.(followAll);
	const stopJudging = every(TICK_MS, judge, log);
	return () => {
		stopListening?.();
		stopJudging();
		for (const stop of stops.values()) stop();
	};
}

/**
 * Follows one controller: polls it for writes, and reads at once what was written. Accounts that may have changed
 * unnoticed are read in turn: all of them at start and after a gap, and repeatedly where writes cannot be followed.
 */
function startLoop(controller: Controller, live: LiveWatches, log: Log): () => void {
	const turns = createReadingPlan(TICK_MS, IDS_PER_SEARCH);
	const recorder = startRecorder(controller, live);
	/** People whose watches have changed since their last turn, so their Kerberos keys may have to be checked again. */
	const moved = new Set<string>();
	let followed = controller.followed();

	function plan(personId: string, at = now()): void {
		const pollMs = shortestPollMs(live.of(personId), at);
		if (Number.isFinite(pollMs)) turns.plan(personId, pollMs, performance.now());
		else {
			turns.forget(personId);
			moved.delete(personId);
		}
	}

	function planAll(): void {
		const at = now();
		for (const { person } of live.all()) plan(person.id, at);
	}

	async function tick(): Promise<void> {
		const before = followed;
		followed = controller.followed();
		// Otherwise those whose reading is not current have had turns all along.
		if (before && before !== followed) planAll();
		const unknown: Person[] = [];
		const unanswered = new Map<string, Observation>();
		for (const personId of turns.takeDue(performance.now())) {
			const ledger = live.recordedLedgerOf(personId);
			const held = followed && stillHeld(controller, ledger);
			const isAsked = moved.delete(personId) || isAnswerPending(controller, ledger);
			if (!held) {
				unknown.push(
					...live
						.of(personId)
						.slice(0, 1)
						.map(({ person }) => person),
				);
				plan(personId);
			} else if (isAsked && !live.of(personId).every(isAnswered)) {
				unanswered.set(personId, held);
				plan(personId);
			} else turns.plan(personId, LOOK_AT_HELD_MS, performance.now());
		}
		await recorder.record(unanswered);
		await recorder.readAll(unknown);
	}

	async function readWritten(): Promise<void> {
		if (live.count() === 0) return;
		const before = await controller.findWritten();
		const persons = [...before.keys()].flatMap((id) => live.of(id)[0]?.person ?? []);
		// In case it is written again before it is read.
		for (const { id } of persons) plan(id);
		await recorder.readAll(persons, before);
	}

	planAll();
	const stops = [
		live.onMoved((personId) => {
			moved.add(personId);
			plan(personId);
		}),
		every(TICK_MS, tick, log),
		every(POLL_USN_EVERY_MS, readWritten, log),
		recorder.stop,
	];
	return () => {
		for (const stop of stops) stop();
	};
}

/**
 * Infinite: all have ended. A watch whose lifetime is over has not ended until that is recorded, since the clock may be wrong.
 */
function shortestPollMs(watches: readonly Watch[], at: Date): number {
	return watches.reduce(
		(least, watch) => (watch.ended ? least : Math.min(least, pollIntervalMs(watch, at))),
		Number.POSITIVE_INFINITY,
	);
}

type Observations = ReadonlyMap<string, Observation>;

/** Reads people from one controller, and records what it holds, until it is stopped. */
function startRecorder(controller: Controller, live: LiveWatches) {
	let isStopped = false;

	/** @param before the previous readings, which bound the earliest time at which an account can have been written */
	async function record(answers: Observations, before: Observations = new Map()): Promise<void> {
		// Concurrently: a Kerberos service that does not answer must not delay one person after another.
		await Promise.all(
			[...answers].map(async ([personId, read]) => {
				const observation = await withKerberosKeys(controller, live, { personId, read });
				// A connection that is closed at the end says nothing about the controller.
				if (isStopped) return;
				const seen = [before.get(personId), observation].filter((one) => one !== undefined);
				live
					.takeReading(personId, (ledger) => seen.reduce(takeFrom(controller), ledger), now())
					.saved.catch(() => undefined);
			}),
		);
	}

	return {
		record,
		/** In portions of one search each; each portion is recorded immediately. */
		async readAll(persons: readonly Person[], before?: Observations): Promise<void> {
			for (let i = 0; i < persons.length; i += IDS_PER_SEARCH) {
				await record(await controller.read(persons.slice(i, i + IDS_PER_SEARCH)), before);
			}
		},
		stop() {
			isStopped = true;
		},
	};
}

/** Repeats an action, at most at this interval. @returns a function that stops it */
function every(pauseMs: number, doIt: () => Promise<void>, log: Log): () => void {
	let timer: NodeJS.Timeout;
	let stopped = false;

	function schedule(inMs: number): void {
		timer = setTimeout(async () => {
			const startedAt = performance.now();
			await doIt().catch((error) => log.error("observer-failed", { error }));
			if (!stopped) schedule(Math.max(0, startedAt + pauseMs - performance.now()));
		}, inMs);
		timer.unref();
	}

	schedule(pauseMs);
	return () => {
		stopped = true;
		clearTimeout(timer);
	};
}
