import { now } from "#lib/clock/clock.ts";
import { changeOf, takeReadings } from "#lib/core/readiness/ledger.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { wantsKerberosAnswer } from "#lib/core/readiness/readiness.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { IDS_PER_SEARCH } from "#lib/directory/account-search.ts";
import type { Controller, ManagedDomain } from "#lib/directory/managed-domain.ts";
import type { Log } from "#lib/log.ts";
import { dueWatches } from "./due-watches.ts";
import type { LiveWatches } from "./live-watches.ts";

/** How often each controller's loop looks for watches whose time has come. */
const BEAT_MS = 100;

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

function startLoop(controller: Controller, live: LiveWatches, log: Log): () => void {
	const due = dueWatches(BEAT_MS, IDS_PER_SEARCH);
	let timer: NodeJS.Timeout;
	let stopped = false;

	async function beat(): Promise<void> {
		await readAll(controller, due(live.all(), { now: now(), runningMs: performance.now() }), live);
		await live.retryWrites();
	}

	function schedule(pauseMs: number): void {
		timer = setTimeout(async () => {
			const startedAt = performance.now();
			await beat().catch((error) => log.error("observer-failed", { error }));
			if (!stopped) schedule(Math.max(0, startedAt + BEAT_MS - performance.now()));
		}, pauseMs);
		timer.unref();
	}

	schedule(BEAT_MS);
	return () => {
		stopped = true;
		clearTimeout(timer);
	};
}

/** Reads the watches whose time has come, in portions of one search each; each is taken in at once. */
async function readAll(controller: Controller, due: Watch[], live: LiveWatches): Promise<void> {
	for (let i = 0; i < due.length; i += IDS_PER_SEARCH) {
		await readPortion(controller, due.slice(i, i + IDS_PER_SEARCH), live);
	}
}

async function readPortion(
	controller: Controller,
	watches: Watch[],
	live: LiveWatches,
): Promise<void> {
	const persons = new Map(watches.map((w) => [w.person.id, w.person]));
	const answers = await controller.read([...persons.values()]);
	// Together: a Kerberos service that says nothing must not hold up one person after another.
	await Promise.all(
		[...persons.keys()].map(async (personId) => {
			const read = answers.get(personId);
			if (!read) return;
			const observation = await withKerberosKeys(controller, live, { personId, read });
			takeIn(controller, live, { personId, observation });
		}),
	);
}

function takeIn(
	controller: Controller,
	live: LiveWatches,
	{ personId, observation }: { personId: string; observation: Observation },
): void {
	const observations = new Map([[controller.id, answerOf(controller, observation)]]);
	live
		.updatePerson(personId, (ledger) => takeReadings(ledger, observations), now())
		.saved.catch(() => undefined);
}

function answerOf(controller: Controller, observation: Observation) {
	return { name: controller.name(), observation, domainMadeAt: controller.domainMadeAt() };
}

/** Where an account seems to have new keys, the controller's Kerberos service is asked whether they are whole. */
async function withKerberosKeys(
	controller: Controller,
	live: LiveWatches,
	{ personId, read }: { personId: string; read: Observation },
): Promise<Observation> {
	if (read.kind !== "present") return read;
	const asked = await Promise.all(
		live.of(personId).map((watch) => isAnswerWanted(controller, live, { watch, read })),
	);
	if (!asked.some(Boolean)) return read;
	const kerberosKeys = await controller.kerberosKeys(read.account);
	return { ...read, account: { ...read.account, kerberosKeys } };
}

async function isAnswerWanted(
	controller: Controller,
	live: LiveWatches,
	{ watch, read }: { watch: Watch; read: Observation & { kind: "present" } },
): Promise<boolean> {
	const surroundings = await live.surroundings(watch);
	const observations = new Map([[controller.id, answerOf(controller, read)]]);
	const ledger = takeReadings(surroundings.ledger, observations);
	const change = changeOf(ledger, watch.ticket);
	if (!change) return false;
	return wantsKerberosAnswer(
		{ ...surroundings, ledger, change },
		controller.id,
		read.account,
		now(),
	);
}
