import { claimsNewKeys } from "#lib/core/readiness/controller-record.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { observe, type Watch } from "#lib/core/watch/watch.ts";
import { now } from "#lib/server/clock/clock.ts";
import type { Log } from "#lib/server/log.ts";
import { IDS_PER_SEARCH } from "#lib/server/managed-domain/account-search.ts";
import type { Controller, ManagedDomain } from "#lib/server/managed-domain/managed-domain.ts";
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
	// Together: a Kerberos service that says nothing must not hold up one watch after another.
	await Promise.all(
		watches.map(async (watch) => {
			const read = answers.get(watch.person.id);
			if (!read) return;
			const observation = await withKerberosKeys(controller, watch, read);
			takeIn(controller, live, { ticket: watch.ticket, observation });
		}),
	);
}

function takeIn(
	controller: Controller,
	live: LiveWatches,
	{ ticket, observation }: { ticket: string; observation: Observation },
): void {
	const answer = {
		name: controller.name(),
		observation,
		domainMadeAt: controller.domainMadeAt(),
	};
	const at = now();
	const observed = (w: Watch) => observe(w, new Map([[controller.id, answer]]), at);
	live.update(ticket, observed)?.saved.catch(() => undefined);
}

/** Where an account seems to have new keys, the controller's Kerberos service is asked whether they are whole. */
async function withKerberosKeys(
	controller: Controller,
	watch: Watch,
	observation: Observation,
): Promise<Observation> {
	if (observation.kind !== "present") return observation;
	const record = watch.records.find((r) => r.id === controller.id);
	if (!record || !claimsNewKeys(record, observation, watch.changedAt)) return observation;
	const kerberosKeys = await controller.kerberosKeys(observation.account);
	if (kerberosKeys === observation.account.kerberosKeys) return observation;
	return { ...observation, account: { ...observation.account, kerberosKeys } };
}
