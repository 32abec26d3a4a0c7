import { now } from "#lib/clock/clock.ts";
import { WATCH_LIFETIME_MS } from "#lib/core/watch/watch.ts";
import type { Log } from "#lib/log.ts";
import type { Note } from "#lib/server/store/notes.ts";
import type { SharedStore } from "#lib/server/store/shared-store.ts";
import type { Store } from "#lib/server/store/store.ts";
import type { LiveWatches } from "./live-watches.ts";
import { type ReadElsewhere, readTimes } from "./read-elsewhere.ts";

/** How often a portal renews its lease; a fifth of the lease's length. */
const TICK_MS = 500;
/** How often to check for changes whose notification was lost. */
const LOOK_EVERY_TICKS = 30;
/** How often to look for people left by a portal that died while taking them over. */
const ORPHANS_EVERY_TICKS = 120;

type Parts = { store: Store; shared: SharedStore; live: LiveWatches; log: Log };

/** The exchange between portals, until it is stopped. */
export type SharedWatches = { stop(): Promise<void> };

/**
 * Shares watches with other portals on the same database. This one renews its lease twice a second,
 * takes over people whose portal is dead, and passes other portals' news to its open pages.
 *
 * Resolves when everybody whom no other portal follows is followed here.
 */
export async function shareWatches(
	{ store, shared, live, log }: Parts,
	elsewhere: ReadElsewhere,
): Promise<SharedWatches> {
	const followed = followListened(store, live);
	const { holders } = shared;
	let ticks = 0;
	let isBehind = true;
	let isAway = false;
	let own = readTimes(live, now());

	function receive(note: Note): void {
		if (note.from === holders.portalId()) return;
		for (const personId of holders.takenOver(note.taken ?? [])) live.release(personId);
		if (note.left) isBehind = true;
		if (note.watches) void followed.read(note.watches).catch(failed);
		if (note.habits) void live.relearn(store).catch(failed);
	}

	/** Logs once per outage of the database, not twice a second. */
	function failed(error: unknown): void {
		if (!isAway) log.error("portals-unreachable", { error });
		isAway = true;
	}

	async function tick(): Promise<void> {
		ticks += 1;
		const { wasDead, hasDied, others } = await holders.renew(own);
		if (wasDead) {
			log.warn("portal-lease-expired");
			live.releaseAll();
		}
		elsewhere.set(others);
		if (wasDead || hasDied || isBehind || ticks % ORPHANS_EVERY_TICKS === 0) {
			isBehind = false;
			const taken = await takeAllOrphans(holders, live);
			if (taken > 0) log.info("people-taken-over", { people: taken });
			// People who were taken over have read times of their own; earlier ones must not cover them.
			own = readTimes(live, now());
		}
		await (ticks % LOOK_EVERY_TICKS === 0 ? resync() : followed.lookAtNew());
		if (isAway) {
			log.info("portals-reachable");
			notes.reopen();
		}
		isAway = false;
	}

	/** Notifications, and answers of the database, may have been lost. */
	async function resync(): Promise<void> {
		const { lost, missed } = await holders.verify();
		for (const personId of lost) live.release(personId);
		for (const personId of missed) await live.hold(personId);
		await followed.lookAtAll();
	}

	await tick();
	const notes = shared.listen({ onNote: receive, onGap: () => void resync().catch(failed) }, log);
	const stopTicks = again(TICK_MS, () =>
		tick().catch((error) => {
			// People left by a dead portal may not have been found.
			isBehind = true;
			failed(error);
		}),
	);
	return {
		async stop() {
			await stopTicks();
			await notes.stop();
			await holders.leave().catch(failed);
		},
	};
}

/** @returns how many people were taken over */
async function takeAllOrphans(
	holders: Parts["shared"]["holders"],
	live: Parts["live"],
): Promise<number> {
	const since = new Date(now().getTime() - WATCH_LIFETIME_MS);
	let people = 0;
	for (let isMore = true; isMore; ) {
		isMore = await holders.takeOrphans(since, (taken) => {
			live.acquire(taken);
			people += taken.personIds.length;
		});
	}
	return people;
}

/** Notifies listeners of watches that other portals follow. */
function followListened(store: Store, live: LiveWatches) {
	/** The revision that was sent last, by ticket; 0: none. */
	const sent = new Map<string, number>();
	const isElsewhere = (ticket: string) => live.get(ticket) === undefined;
	const ticketsHere = () => live.ticketsWithListeners().filter(isElsewhere);

	async function read(tickets: readonly string[]): Promise<void> {
		const looked = new Set(ticketsHere());
		const wanted = tickets.filter((ticket) => looked.has(ticket));
		if (wanted.length === 0) return;
		const found = new Map((await store.findWatches(wanted)).map((watch) => [watch.ticket, watch]));
		for (const ticket of wanted.filter(isElsewhere)) {
			const watch = found.get(ticket);
			sent.set(ticket, watch?.revision ?? 0);
			live.notify(ticket, watch);
		}
	}

	return {
		read,
		/** A new listener may have missed a notification between reading and subscribing. */
		async lookAtNew() {
			const tickets = ticketsHere();
			if (sent.size > tickets.length) {
				const current = new Set(tickets);
				for (const ticket of sent.keys()) if (!current.has(ticket)) sent.delete(ticket);
			}
			await read(tickets.filter((ticket) => !sent.has(ticket)));
		},
		/** A periodic check for lost notifications. */
		async lookAtAll() {
			const tickets = ticketsHere();
			if (tickets.length === 0) return;
			const revisions = await store.revisions(tickets);
			await read(tickets.filter((ticket) => sent.get(ticket) !== (revisions.get(ticket) ?? 0)));
		},
	};
}

/** Repeats an action with a pause in between. @returns a function that stops it after the current run */
function again(pauseMs: number, doIt: () => Promise<void>): () => Promise<void> {
	let timer: NodeJS.Timeout;
	let isStopped = false;
	let current = Promise.resolve();

	function schedule(): void {
		timer = setTimeout(() => {
			current = doIt().then(() => {
				if (!isStopped) schedule();
			});
		}, pauseMs);
		timer.unref();
	}

	schedule();
	return async () => {
		isStopped = true;
		clearTimeout(timer);
		await current;
	};
}
