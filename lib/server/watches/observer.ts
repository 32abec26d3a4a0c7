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

/** How often each controller's loop looks for watches whose time has come. */
const BEAT_MS = 100;
/** How often each controller is asked whether it has written anything. */
const LISTEN_MS = 250;
/** States that only a write, or much time, leads out of. */
const CALM_STATES: ReadinessState[] = ["open", "waiting", "late", "usable"];
/** As long as nothing happens to an account, its watches are judged anew after this; where many wait, later. */
const CALM_MS = 1_000;
const CALM_FOR_EACH_MS = 3;
/** Far within the age at which a reading counts no more (`READING_AGE_MS`). */
const CALM_AT_MOST_MS = 60_000;

/**
 * Reads every controller for all live watches, each controller in a loop of its own, so that a slow
 * one never holds up another. How many pages are open changes nothing here.
 *
 * @returns a function that ends the loops
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
 * Follows one controller: it is listened to, what it has written is read at once, and whatever cannot be
 * heard is read when its time has come.
 */
function startLoop(controller: Controller, live: LiveWatches, log: Log): () => void {
	const due = dueWatches(BEAT_MS, IDS_PER_SEARCH);
	/** When each watch was judged last, by the running time; one to which something happened is another object. */
	const judgedMs = new WeakMap<Watch, number>();

	/** While nothing happens, nothing has to be judged, save for what time changes. */
	function isCalm(watch: Watch): boolean {
		const lastMs = judgedMs.get(watch);
		if (lastMs === undefined || !CALM_STATES.includes(watch.state)) return false;
		const calmMs = Math.min(CALM_MS + live.count() * CALM_FOR_EACH_MS, CALM_AT_MOST_MS);
		return performance.now() - lastMs < calmMs;
	}

	async function beat(): Promise<void> {
		const watches = due(live.all(), { now: now(), runningMs: performance.now() });
		const unheard: Watch[] = [];
		const heard = new Map<string, Observation>();
		for (const watch of watches) {
			const { person } = watch;
			const observation = controller.heard(person.id);
			if (observation && isCalm(watch)) continue;
			judgedMs.set(watch, performance.now());
			if (observation) heard.set(person.id, observation);
			else unheard.push(watch);
		}
		await takeInAll(controller, live, heard);
		await readAll(controller, unheard, live);
		await live.retryWrites();
	}

	async function listen(): Promise<void> {
		if (live.count() === 0) return;
		const before = await controller.listen();
		await readAll(controller, [...before.keys()].flatMap(live.of), live, before);
	}

	const stops = [every(BEAT_MS, beat, log), every(LISTEN_MS, listen, log)];
	return () => {
		for (const stop of stops) stop();
	};
}

/** Does something again and again, at most so often. @returns what ends it */
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
 * Reads watches, in portions of one search each; each is taken in at once.
 *
 * @param before what was held up to a moment ago: it says since when an account can have been written
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
		await takeInAll(controller, live, answers, before);
	}
}

async function takeInAll(
	controller: Controller,
	live: LiveWatches,
	answers: Observations,
	before: Observations = new Map(),
): Promise<void> {
	// Together: a Kerberos service that says nothing must not hold up one person after another.
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
