import { now } from "#lib/clock/clock.ts";
import { WATCH_LIFETIME_MS } from "#lib/core/watch/watch.ts";
import type { Log } from "#lib/log.ts";
import type { Note } from "#lib/server/store/notes.ts";
import type { SharedStore } from "#lib/server/store/shared-store.ts";
import type { Store } from "#lib/server/store/store.ts";
import type { LiveWatches } from "./live-watches.ts";
import { type ReadElsewhere, readTimes } from "./read-elsewhere.ts";

/** How often a portal says that it lives; a fifth of what it may be silent for. */
const BEAT_MS = 500;
/** What a lost note would have told is found by looking, so often. */
const LOOK_EVERY_BEATS = 30;
/** Who was left by a portal that died while it took them over is found by looking, so often. */
const ORPHANS_EVERY_BEATS = 10;

type Parts = { store: Store; shared: SharedStore; live: LiveWatches; log: Log };

/** What goes on between portals, until it is ended. */
export type SharedWatches = { stop(): Promise<void> };

/**
 * Shares watches with other portals on the same database. This one says twice a second that it lives, takes
 * over people whose portal does not, and tells its open pages what others have learned of theirs.
 *
 * Resolves when all whom nobody else follows are followed here.
 */
export async function shareWatches(
	{ store, shared, live, log }: Parts,
	elsewhere: ReadElsewhere,
): Promise<SharedWatches> {
	const followed = followListened(store, live);
	const { holders } = shared;
	let beats = 0;
	let isBehind = true;
	let isAway = false;
	let own = readTimes(live, now());

	function hear(note: Note): void {
		if (note.from === holders.portalId()) return;
		for (const personId of holders.letGo(note.taken ?? [])) live.letGo(personId);
		if (note.left) isBehind = true;
		if (note.watches) void followed.read(note.watches).catch(failed);
		if (note.habits) void live.relearn(store).catch(failed);
	}

	/** Once for each time that the database is away, not twice a second. */
	function failed(error: unknown): void {
		if (!isAway) log.error("portals-not-reached", { error });
		isAway = true;
	}

	async function beat(): Promise<void> {
		beats += 1;
		const { wasDead, hasDied, others } = await holders.renew(own);
		if (wasDead) {
			log.warn("portal-counted-as-dead");
			live.letAllGo();
		}
		elsewhere.set(others);
		if (wasDead || hasDied || isBehind || beats % ORPHANS_EVERY_BEATS === 0) {
			isBehind = false;
			const taken = await takeAllOrphans();
			if (taken > 0) log.info("people-taken-over", { people: taken });
			// Who was taken over has times of their own, and nobody may take those of before for theirs.
			own = readTimes(live, now());
		}
		await (beats % LOOK_EVERY_BEATS === 0 ? lookAnew() : followed.lookAtNew());
		if (isAway) log.info("portals-reached");
		isAway = false;
	}

	/** Notes may have been lost. */
	async function lookAnew(): Promise<void> {
		for (const personId of await holders.verify()) live.letGo(personId);
		await followed.lookAtAll();
	}

	async function takeAllOrphans(): Promise<number> {
		const since = new Date(now().getTime() - WATCH_LIFETIME_MS);
		let people = 0;
		for (let isMore = true; isMore; ) {
			isMore = await holders.takeOrphans(since, (taken) => {
				live.takeUp(taken);
				people += taken.personIds.length;
			});
		}
		return people;
	}

	await beat();
	const stopNotes = shared.listen(
		{ onNote: hear, onGap: () => void lookAnew().catch(failed) },
		log,
	);
	const stopBeats = again(BEAT_MS, () => beat().catch(failed));
	return {
		async stop() {
			await stopBeats();
			await stopNotes();
			await holders.leave().catch(failed);
		},
	};
}

/** Tells those who look at a watch that another portal follows. */
function followListened(store: Store, live: LiveWatches) {
	/** The revision that was told last, by ticket; 0: there is none. */
	const told = new Map<string, number>();
	const isElsewhere = (ticket: string) => live.get(ticket) === undefined;
	const listened = () => live.listened().filter(isElsewhere);

	async function read(tickets: readonly string[]): Promise<void> {
		const looked = new Set(listened());
		const wanted = tickets.filter((ticket) => looked.has(ticket));
		if (wanted.length === 0) return;
		const found = new Map((await store.findWatches(wanted)).map((watch) => [watch.ticket, watch]));
		for (const ticket of wanted.filter(isElsewhere)) {
			const watch = found.get(ticket);
			told.set(ticket, watch?.revision ?? 0);
			live.tell(ticket, watch);
		}
	}

	return {
		read,
		/** Whoever has just come may have missed a note between reading and listening. */
		async lookAtNew() {
			const tickets = listened();
			if (told.size > tickets.length) {
				const current = new Set(tickets);
				for (const ticket of told.keys()) if (!current.has(ticket)) told.delete(ticket);
			}
			await read(tickets.filter((ticket) => !told.has(ticket)));
		},
		/** A calm look at what notes should have told. */
		async lookAtAll() {
			const tickets = listened();
			if (tickets.length === 0) return;
			const revisions = await store.revisions(tickets);
			await read(tickets.filter((ticket) => told.get(ticket) !== (revisions.get(ticket) ?? 0)));
		},
	};
}

/** Does something again and again with a pause between. @returns what ends it, after the present one */
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
