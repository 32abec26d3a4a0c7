import { type Habits, learn } from "#lib/core/readiness/habits.ts";
import {
	type Change,
	changeOf,
	emptyLedger,
	noteOthersLanded,
	type PersonLedger,
	withChange,
} from "#lib/core/readiness/ledger.ts";
import { lessonsOf } from "#lib/core/readiness/lessons.ts";
import { hasEnded, judgeWatch, type Surroundings, type Watch } from "#lib/core/watch/watch.ts";
import type { Log } from "#lib/server/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import { keepWatchWrites } from "./watch-writes.ts";

/** What happened to a watch at one judgement. */
export type Outcome = { before: Watch; watch: Watch; surroundings: Surroundings };

/**
 * The watches that have not ended and the ledgers of their people, in memory, with every change that is
 * shown written to the store and told to those who listen. Memory is never behind the store; a write that
 * fails is tried again.
 */
export type LiveWatches = {
	all(): Iterable<Watch>;
	get(ticket: string): Watch | undefined;
	/** A person's live watches. */
	of(personId: string): readonly Watch[];
	/** What a watch is judged by; of one that has ended, as the store has it. */
	surroundings(watch: Watch): Promise<Surroundings>;
	habits(): Habits;
	/** Adds a watch with what it changes in its person's ledger, and resolves when both are on disk. */
	add(watch: Watch, change: (ledger: PersonLedger) => PersonLedger): Promise<void>;
	/** Changes a watch at once; `saved` resolves when a change that is shown is on disk. */
	update(
		ticket: string,
		change: (watch: Watch) => Watch,
		now: Date,
	): { watch: Watch; saved: Promise<void> } | undefined;
	/** Changes what is known of a person, and judges the person's watches anew. */
	updatePerson(
		personId: string,
		change: (ledger: PersonLedger) => PersonLedger,
		now: Date,
	): { saved: Promise<void> };
	/** Resolves when all that was changed of a watch is on disk; tries again what could not be written. */
	settle(ticket: string): Promise<void>;
	/** Forgets a watch: those who look are told that it is gone. Its change stays in the person's ledger. */
	remove(ticket: string): Promise<void>;
	/** Calls back with every new revision, and with `undefined` when the watch is forgotten. */
	listen(ticket: string, listener: (watch: Watch | undefined) => void): () => void;
	/** Tries again what could not be written, not too often; called by the observer's beat. */
	retryWrites(): Promise<void>;
};

/** What is known at start, and what live watches work with. */
export type Beginning = {
	watches: readonly Watch[];
	ledgers: readonly PersonLedger[];
	habits: Habits;
	/** The controllers of today's settings, by id; empty while DNS names none. */
	controllerIds: () => readonly string[];
	store: Pick<Store, "saveWatch" | "removeWatch" | "ledgers" | "saveHabits">;
	log: Log;
	/** Called after each new revision of a watch. */
	onOutcome?: (outcome: Outcome) => void;
};

/** Keeps the watches of the store and everything that comes after. */
export function keepLiveWatches(beginning: Beginning): LiveWatches {
	const { store, log, controllerIds, onOutcome } = beginning;
	const live = new Map(beginning.watches.map((w) => [w.ticket, w]));
	const ledgers = new Map(beginning.ledgers.map((l) => [l.personId, l]));
	const tickets = Map.groupBy(live.keys(), (ticket) => live.get(ticket)?.person.id ?? "");
	const shown = new Map<string, string>();
	let habits = beginning.habits;
	const { tell, listen } = keepListeners();
	const ledgerOf = (watch: Watch) => ledgers.get(watch.person.id) ?? emptyLedger(watch.person.id);
	const writes = keepWatchWrites(store, { latest: (ticket) => live.get(ticket), ledgerOf }, log);

	function surroundingsWith(ledger: PersonLedger): Surroundings {
		const configured = controllerIds();
		// While no controller has been found, what is known of those of before is kept.
		const ids = configured.length > 0 ? configured : ledger.controllers.map(({ id }) => id);
		return { ledger, controllerIds: ids, habits };
	}

	/** Puts a new revision in place, writes it and tells those who listen. */
	function put(before: Watch, watch: Watch, now: Date): Promise<void> {
		live.set(watch.ticket, watch);
		if (watch.revision === before.revision) return Promise.resolve();
		const saved = writes.write(watch);
		// Told only now: after a crash nobody may know more than the store does. A store that cannot
		// be written keeps nobody from the truth.
		saved.then(
			() => tell(watch.ticket, watch),
			() => tell(watch.ticket, watch),
		);
		if (hasEnded(watch, now)) leave(watch);
		return saved;
	}

	function leave({ ticket, person }: Watch): void {
		live.delete(ticket);
		shown.delete(ticket);
		const others = (tickets.get(person.id) ?? []).filter((other) => other !== ticket);
		if (others.length > 0) tickets.set(person.id, others);
		else {
			tickets.delete(person.id);
			ledgers.delete(person.id);
		}
	}

	function takeLessons(change: Change, ledger: PersonLedger, now: Date): PersonLedger {
		if (change.taught.passwordTime && change.taught.firstKeys) return ledger;
		let { taught } = change;
		for (const controller of ledger.controllers) {
			for (const lesson of lessonsOf(
				{ change: { ...change, taught }, ledger, habits },
				controller,
				now,
			)) {
				habits = learn(habits, lesson, now);
				taught = { ...taught, [lesson.about]: true };
				log.info("domain-habit", { about: lesson.about, kind: lesson.kind });
			}
		}
		if (taught === change.taught || !change.ticket) return ledger;
		saveHabits();
		return withChange(ledger, change.ticket, (one) => ({ ...one, taught }));
	}

	function saveHabits(): void {
		store.saveHabits(habits).catch((error) => log.warn("habits-not-written", { error }));
	}

	function noteLanded(changedAt: Date, now: Date): void {
		const last = habits.lastLanded;
		if (last && last.changedAt >= changedAt) return;
		habits = { ...habits, lastLanded: { changedAt, at: now } };
		saveHabits();
		for (const [id, ledger] of [...ledgers]) {
			const noted = noteOthersLanded(ledger, changedAt, now);
			if (noted !== ledger) updatePerson(id, () => noted, now).saved.catch(() => undefined);
		}
	}

	function updatePerson(
		personId: string,
		change: (ledger: PersonLedger) => PersonLedger,
		now: Date,
	): { saved: Promise<void> } {
		const known = ledgers.get(personId);
		if (!known) return { saved: Promise.resolve() };
		ledgers.set(personId, change(known));
		const saved = (tickets.get(personId) ?? []).map((ticket) => judge(ticket, now));
		return { saved: Promise.all(saved).then(() => undefined) };
	}

	function judge(ticket: string, now: Date): Promise<void> {
		const before = live.get(ticket);
		if (!before) return Promise.resolve();
		const surroundings = surroundingsWith(ledgerOf(before));
		const judged = judgeWatch(before, surroundings, { shownBefore: shown.get(ticket), now });
		const own = changeOf(judged.ledger, ticket);
		const ledger = own ? takeLessons(own, judged.ledger, now) : judged.ledger;
		ledgers.set(before.person.id, ledger);
		shown.set(ticket, judged.shown);
		const saved = put(before, judged.watch, now);
		if (judged.watch === before) return saved;
		onOutcome?.({ before, watch: judged.watch, surroundings: { ...surroundings, ledger } });
		const { changedAt, usableAt } = judged.watch;
		if (changedAt && usableAt && !(before.changedAt && before.usableAt)) noteLanded(changedAt, now);
		return saved;
	}

	/** The ledger of a person, from memory or the store; what has landed meanwhile is noted in it. */
	async function ledgerAt(personId: string): Promise<PersonLedger> {
		const ledger = ledgers.get(personId) ?? (await storedLedger(store, personId));
		const { lastLanded } = habits;
		return lastLanded ? noteOthersLanded(ledger, lastLanded.changedAt, lastLanded.at) : ledger;
	}

	return {
		all: () => live.values(),
		get: (ticket) => live.get(ticket),
		of: (personId) => (tickets.get(personId) ?? []).flatMap((ticket) => live.get(ticket) ?? []),
		habits: () => habits,
		async surroundings(watch) {
			return surroundingsWith(await ledgerAt(watch.person.id));
		},
		async add(watch, change) {
			const { id } = watch.person;
			const stored = await ledgerAt(id);
			await writes.write(watch, change(ledgers.get(id) ?? stored)).catch((error: unknown) => {
				// Nobody was told of it, so there is nothing to be written later.
				writes.drop(watch.ticket);
				throw error;
			});
			live.set(watch.ticket, watch);
			tickets.set(id, [...(tickets.get(id) ?? []), watch.ticket]);
			// What was read meanwhile is kept.
			ledgers.set(id, change(ledgers.get(id) ?? stored));
		},
		update(ticket, change, now) {
			const before = live.get(ticket);
			if (!before) return undefined;
			const watch = change(before);
			const saved = put(before, watch, now);
			if (watch !== before) {
				onOutcome?.({ before, watch, surroundings: surroundingsWith(ledgerOf(watch)) });
			}
			return { watch, saved };
		},
		updatePerson,
		settle: writes.settle,
		async remove(ticket) {
			const watch = live.get(ticket);
			const ledger = watch && ledgerOf(watch);
			// From here on nothing that is read of it is written.
			live.delete(ticket);
			try {
				await store.removeWatch(ticket);
			} catch (error) {
				if (watch) live.set(ticket, watch);
				throw error;
			}
			if (watch && ledger) leave(watch);
			writes.drop(ticket);
			tell(ticket, undefined);
		},
		listen,
		retryWrites: writes.retry,
	};
}

async function storedLedger(
	store: Pick<Store, "ledgers">,
	personId: string,
): Promise<PersonLedger> {
	const [ledger] = await store.ledgers([personId]);
	return ledger ?? emptyLedger(personId);
}

/** Who listens to which watch. */
function keepListeners(): Pick<LiveWatches, "listen"> & {
	tell(ticket: string, watch: Watch | undefined): void;
} {
	type Any = (watch: Watch | undefined) => void;
	const listeners = new Map<string, Set<Any>>();
	return {
		tell(ticket, watch) {
			for (const listener of listeners.get(ticket) ?? []) listener(watch);
		},
		listen(ticket, listener) {
			const set = listeners.get(ticket) ?? new Set();
			listeners.set(ticket, set.add(listener));
			return () => {
				set.delete(listener);
				if (set.size === 0 && listeners.get(ticket) === set) listeners.delete(ticket);
			};
		},
	};
}
