import { now } from "#lib/clock/clock.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import type { ReadinessState } from "#lib/core/readiness/readiness.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { IDS_PER_SEARCH } from "#lib/directory/account-search.ts";
import type { Controller, ManagedDomain } from "#lib/directory/managed-domain.ts";
import type { Log } from "#lib/log.ts";
import { dueWatches } from "./due-watches.ts";
import { takeFrom, withKerberosKeys } from "./kerberos-keys.ts";
import type { LiveWatches } from "./live-watches.ts";

/** How often each controller's loop looks for due watches. */
const BEAT_MS = 100;
/** How often each controller is polled for writes. */
const FIND_WRITTEN_EVERY_MS = 250;
/** States that only a write, or a long time, changes. */
const CALM_STATES: ReadinessState[] = ["open", "waiting", "late", "usable"];
/**
 * While nothing happens to an account, its watches are judged at this interval; at longer ones if
 * many wait.
 */
const CALM_MS = 1_000;
const CALM_FOR_EACH_MS = 8;
/** Far below the age at which a reading no longer counts (`READING_AGE_MS`). */
const CALM_AT_MOST_MS = 120_000;

/**
 * Reads every controller for all live watches, each in a separate loop, so that a slow one never
 * delays another. The number of open pages makes no difference here.
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

	followAll();
	const stopListening = domain.onChange?.(followAll);
	return () => {
		stopListening?.();
		for (const stop of stops.values()) stop();
	};
}

/**
 * Follows one controller: polls it for writes, reads what it has written at once, and everything
 * else on schedule.
 */
function startLoop(controller: Controller, live: LiveWatches, log: Log): () => void {
	const due = dueWatches(BEAT_MS, IDS_PER_SEARCH);
	/** Until when each watch need not be judged, by the running time; a watch that changes becomes another object. */
	const calmUntilMs = new WeakMap<Watch, number>();

	/** While nothing happens there is nothing to judge, except for the passage of time. */
	function isCalm(watch: Watch): boolean {
		const untilMs = calmUntilMs.get(watch);
		return (
			untilMs !== undefined && performance.now() < untilMs && CALM_STATES.includes(watch.state)
		);
	}

	/** Not all at once again, though they may have been judged at once. */
	function calm(watch: Watch): void {
		const calmMs = Math.min(CALM_MS + live.count() * CALM_FOR_EACH_MS, CALM_AT_MOST_MS);
		calmUntilMs.set(watch, performance.now() + calmMs * (0.5 + Math.random() / 2));
	}

	async function beat(): Promise<void> {
		const watches = due(live.all(), { now: now(), runningMs: performance.now() });
		const undetected: Watch[] = [];
		const cached = new Map<string, Observation>();
		for (const watch of watches) {
			const { person } = watch;
			const observation = controller.cached(person.id);
			if (observation && isCalm(watch)) continue;
			calm(watch);
			if (observation) cached.set(person.id, observation);
			else undetected.push(watch);
		}
		await recordAll(controller, live, cached);
		await readAll(controller, undetected, live);
		await live.retryWrites();
	}

	async function readWritten(): Promise<void> {
		if (live.count() === 0) return;
		const before = await controller.findWritten();
		await readAll(controller, [...before.keys()].flatMap(live.of), live, before);
	}

	const stops = [every(BEAT_MS, beat, log), every(FIND_WRITTEN_EVERY_MS, readWritten, log)];
	return () => {
		for (const stop of stops) stop();
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

type Observations = ReadonlyMap<string, Observation>;

/**
 * Reads watches, in portions of one search each, and records each portion immediately.
 *
 * @param before what was held until a moment ago; it dates the earliest time at which an account
 *   can have been written
 */
async function readAll(
	controller: Controller,
	watches: Watch[],
	live: LiveWatches,
	before: Observations = new Map(),
): Promise<void> {
	const persons = [...new Map(watches.map(({ person }) => [person.id, person])).values()];
	for (let i = 0; i < persons.length; i += IDS_PER_SEARCH) {
		const answers = await controller.read(persons.slice(i, i + IDS_PER_SEARCH));
		await recordAll(controller, live, answers, before);
	}
}

async function recordAll(
	controller: Controller,
	live: LiveWatches,
	answers: Observations,
	before: Observations = new Map(),
): Promise<void> {
	// Concurrently: a Kerberos service that does not answer must not delay one person after another.
	await Promise.all(
		[...answers].map(async ([personId, read]) => {
			const observation = await withKerberosKeys(controller, live, { personId, read });
			const seen = [before.get(personId), observation].filter((one) => one !== undefined);
			live
				.updatePerson(personId, (ledger) => seen.reduce(takeFrom(controller), ledger), now())
				.saved.catch(() => undefined);
		}),
	);
}
