import { claimsNewKeys } from "#lib/core/readiness/controller-record.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { pollIntervalMs } from "#lib/core/watch/poll-schedule.ts";
import { hasEnded, observe, type Watch } from "#lib/core/watch/watch.ts";
import { now } from "#lib/server/clock/clock.ts";
import type { Log } from "#lib/server/log.ts";
import type { Controller, ManagedDomain } from "#lib/server/managed-domain/managed-domain.ts";
import type { LiveWatches } from "./live-watches.ts";

/** How often each controller's loop looks for watches whose time has come. */
const BEAT_MS = 500;

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
	const lastReadMs = new Map<string, number>();
	let timer: NodeJS.Timeout;
	let stopped = false;

	async function beat(): Promise<void> {
		const due = dueWatches(live, lastReadMs, now());
		if (due.length > 0) await readAll(controller, due, live);
		await live.retryWrites();
	}

	function schedule(): void {
		timer = setTimeout(async () => {
			await beat().catch((error) => log.error("observer-failed", { error }));
			if (!stopped) schedule();
		}, BEAT_MS);
		timer.unref();
	}

	schedule();
	return () => {
		stopped = true;
		clearTimeout(timer);
	};
}

/** Pauses are measured by the machine's running time, which nobody sets. */
function dueWatches(live: LiveWatches, lastReadMs: Map<string, number>, at: Date): Watch[] {
	const runningMs = performance.now();
	const due: Watch[] = [];
	const seen = new Set<string>();
	for (const watch of live.all()) {
		seen.add(watch.ticket);
		if (hasEnded(watch, at)) continue;
		const since = runningMs - (lastReadMs.get(watch.ticket) ?? Number.NEGATIVE_INFINITY);
		if (since < pollIntervalMs(watch, at) - BEAT_MS / 2) continue;
		lastReadMs.set(watch.ticket, runningMs);
		due.push(watch);
	}
	for (const ticket of lastReadMs.keys()) if (!seen.has(ticket)) lastReadMs.delete(ticket);
	return due;
}

async function readAll(controller: Controller, due: Watch[], live: LiveWatches): Promise<void> {
	const persons = new Map(due.map((w) => [w.person.id, w.person]));
	const answers = await controller.read([...persons.values()]);
	for (const watch of due) {
		const read = answers.get(watch.person.id);
		if (!read) continue;
		const observation = await withKerberosKeys(controller, watch, read);
		const answer = {
			name: controller.name(),
			observation,
			domainMadeAt: controller.domainMadeAt(),
		};
		const at = now();
		const observed = (w: Watch) => observe(w, new Map([[controller.id, answer]]), at);
		live.update(watch.ticket, observed)?.saved.catch(() => undefined);
	}
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
	return { ...observation, account: { ...observation.account, kerberosKeys } };
}
