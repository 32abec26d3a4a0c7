import { pollIntervalMs } from "#lib/core/watch/poll-schedule.ts";
import { hasEnded, observe, type Watch } from "#lib/core/watch/watch.ts";
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
	const stops = domain.controllers.map((controller) => startLoop(controller, live, log));
	return () => {
		for (const stop of stops) stop();
	};
}

function startLoop(controller: Controller, live: LiveWatches, log: Log): () => void {
	const lastReadMs = new Map<string, number>();
	let timer: NodeJS.Timeout;
	let stopped = false;

	async function beat(): Promise<void> {
		const due = dueWatches(live, lastReadMs, new Date());
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

function dueWatches(live: LiveWatches, lastReadMs: Map<string, number>, now: Date): Watch[] {
	const due: Watch[] = [];
	const seen = new Set<string>();
	for (const watch of live.all()) {
		seen.add(watch.ticket);
		if (hasEnded(watch, now)) continue;
		const since = now.getTime() - (lastReadMs.get(watch.ticket) ?? 0);
		if (since < pollIntervalMs(watch, now) - BEAT_MS / 2) continue;
		lastReadMs.set(watch.ticket, now.getTime());
		due.push(watch);
	}
	for (const ticket of lastReadMs.keys()) if (!seen.has(ticket)) lastReadMs.delete(ticket);
	return due;
}

async function readAll(controller: Controller, due: Watch[], live: LiveWatches): Promise<void> {
	const persons = new Map(due.map((w) => [w.person.id, w.person]));
	const answers = await controller.read([...persons.values()]);
	const now = new Date();
	for (const { ticket, person } of due) {
		const observation = answers.get(person.id);
		if (!observation) continue;
		const answer = new Map([[controller.id, { name: controller.name(), observation }]]);
		live.update(ticket, (watch) => observe(watch, answer, now))?.saved.catch(() => undefined);
	}
}
