import { now } from "#lib/clock/clock.ts";
import { firstKeysHabit, type Habits, passwordTimeHabit } from "#lib/core/readiness/habits.ts";
import {
	changeOf,
	hasNewEvidence,
	hasNews,
	noteOthersLanded,
	type PersonLedger,
} from "#lib/core/readiness/ledger.ts";
import { hasOldReading, hasPassedLimit } from "#lib/core/readiness/next-moment.ts";
import {
	hasEnded,
	judgeWatch,
	type Surroundings,
	WATCH_LIFETIME_MS,
	type Watch,
} from "#lib/core/watch/watch.ts";
import type { Log } from "#lib/log.ts";
import type { HeldElsewhere, TakenPeople } from "#lib/server/store/holders.ts";
import type { StoredLedger } from "#lib/server/store/ledgers.ts";
import type { Store } from "#lib/server/store/store.ts";
import { type DomainHabits, keepHabits } from "./domain-habits.ts";
import { keepListeners } from "./listeners.ts";
import { keepMoments, type Moments } from "./moments.ts";
import { caughtUp, keepPeople, type People } from "./people.ts";
import type { ReadElsewhere } from "./read-elsewhere.ts";
import { referenceOf } from "./reference.ts";
import { keepWatchWrites, type WatchWrites } from "./watch-writes.ts";

const NOTHING = { saved: Promise.resolve() };

/** A watch as last shown, with the ledger at that time. */
type Published = { watch: Watch; ledger: PersonLedger };

/** The effect of one judgement on a watch. */
export type Outcome = { before: Watch; watch: Watch; surroundings: Surroundings };

/**
 * The watches that have not ended and the ledgers of their people, in memory. Every visible change
 * is written to the store and sent to listeners. Memory is never behind the store; a failed write
 * is retried.
 */
export type LiveWatches = {
	all(): Iterable<Watch>;
	count(): number;
	get(ticket: string): Watch | undefined;
	/**
	 * The last revision that may be shown of a watch whose newer ones are not on disk yet: after a
	 * crash nobody may know more than the store does. While the store cannot be written, news is shown anyway, except with several
	 * portals: another portal would continue from the stored state, with different revisions.
	 */
	published(ticket: string): Published | undefined;
	of(personId: string): readonly Watch[];
	/** The facts a watch is judged by; from the store for an ended one. */
	surroundings(watch: Watch): Promise<Surroundings>;
	habits(): Habits;
	/** Adds a watch and its change to the person's ledger; resolves when both are on disk. */
	add(watch: Watch, change: (ledger: PersonLedger) => PersonLedger): Promise<void>;
	/** Changes a watch immediately; `saved` resolves when a visible change is on disk. */
	update(
		ticket: string,
		change: (watch: Watch) => Watch,
		now: Date,
	): { watch: Watch; saved: Promise<void> } | undefined;
	/** Changes what is known about a person, and judges the person's watches again. */
	updatePerson(
		personId: string,
		change: (ledger: PersonLedger) => PersonLedger,
		now: Date,
	): { saved: Promise<void> };
	/** Records a reading, and judges the person's watches again if it brings news, or if time alone may have changed something. */
	takeReading(
		personId: string,
		take: (ledger: PersonLedger) => PersonLedger,
		now: Date,
	): { saved: Promise<void> };
	/** Judges people again for whom time alone may have changed something. */
	judgeDue(now: Date): void;
	/** Resolves when all changes of a watch, and of its person's others, are on disk; retries failed writes. */
	settle(ticket: string): Promise<void>;
	/**
	 * Judges usable changes again after a period without readings. Everything else is judged when it is read, a moment later, so
	 * nobody notices the gap.
	 */
	judgeClaims(personIds: Iterable<string>, now: Date): void;
	/** Forgets a watch and notifies its listeners. Its change stays in the person's ledger. */
	remove(ticket: string): Promise<void>;
	/** Calls back with every new revision, and with `undefined` when the watch is deleted. */
	listen(ticket: string, listener: (watch: Watch | undefined) => void): () => void;
	/** Calls back with the person of each watch that was added, changed or removed. @returns unsubscribe */
	onMoved(listener: (personId: string) => void): () => void;
	/** Retries failed writes, at intervals; called on the observer's tick. */
	retryWrites(): Promise<void>;
	/** The ledger of a person with a live watch; its readings carry the times of the controllers' last confirmations. */
	ledgerOf(personId: string): PersonLedger;
	/** The ledger as last recorded, with the readings' own times. */
	recordedLedgerOf(personId: string): PersonLedger;
	/** The currently configured controllers. */
	controllerIds(): readonly string[];
} & SharedParts;

/** For several portals that share a store, each with some of the live watches. */
type SharedParts = {
	/**
	 * Loads a person from the store. @returns whether this portal still holds the person: another one may take over at any moment,
	 * even before this resolves
	 */
	hold(personId: string): Promise<() => boolean>;
	/** Starts to follow these people here. */
	acquire(taken: TakenPeople): void;
	/** Another portal holds a person now. Pending writes are dropped. */
	release(personId: string): void;
	releaseAll(): void;
	/** The tickets of all watches with listeners here, whoever follows them. */
	ticketsWithListeners(): string[];
	/** Notifies listeners of a watch that another portal follows. */
	notify(ticket: string, watch: Watch | undefined): void;
	/** Adopts what another portal has learned about how the domain writes. */
	relearn(store: Pick<Store, "habits">): Promise<void>;
};

/** The initial state and dependencies of live watches. */
export type Beginning = {
	watches: readonly Watch[];
	ledgers: readonly StoredLedger[];
	habits: Habits;
	/** The ids of the currently configured controllers; empty while DNS has none. */
	controllerIds: () => readonly string[];
	store: Pick<Store, "saveWatch" | "removeWatch" | "ledgers" | "saveHabits" | "shared">;
	/** Updates the times of readings whose controllers have written nothing since. */
	confirm?: (ledger: PersonLedger) => PersonLedger;
	/** When other portals last read; without it this portal follows everybody. */
	elsewhere?: ReadElsewhere;
	log: Log;
	/** Called after each new revision of a watch. */
	onOutcome?: (outcome: Outcome) => void;
};

/** Starts with the stored watches. */
export function keepLiveWatches(beginning: Beginning): LiveWatches {
	return new WatchKeeper(beginning);
}

/** What is established about how the domain writes. */
function rulesOf(habits: Habits): string {
	return `${passwordTimeHabit(habits)}, ${firstKeysHabit(habits)}`;
}

class WatchKeeper implements LiveWatches {
	readonly #people: People;
	readonly #habits: DomainHabits;
	readonly #writes: WatchWrites;
	readonly #listeners = keepListeners();
	readonly #given: Pick<
		Beginning,
		"controllerIds" | "confirm" | "onOutcome" | "store" | "elsewhere"
	>;
	readonly #log: Log;
	/** Each watch as shown when it was last judged. */
	readonly #shown = new Map<string, string | undefined>();
	/** Of watches with revisions that are not on disk yet. */
	readonly #published = new Map<string, Published>();
	readonly #moments: Moments;
	readonly #movedListeners = new Set<(personId: string) => void>();

	constructor({ watches, ledgers, habits, store, log, ...given }: Beginning) {
		this.#given = { ...given, store };
		this.#log = log;
		this.#habits = keepHabits(habits, store, log);
		this.#people = keepPeople(
			{ watches, ledgers },
			{
				store,
				catchUp: (ledger) => caughtUp(ledger, this.habits().lastLanded),
				onMoved: (personId) => {
					for (const listener of this.#movedListeners) listener(personId);
				},
			},
		);
		this.#moments = keepMoments(given.controllerIds, rulesOf(habits));
		const memory = {
			latest: (ticket: string) => this.#people.watches.get(ticket),
			ledgerOf: (watch: Watch) => this.#people.ledgerOf(watch.person.id),
			onLate: (error: HeldElsewhere) => this.#lose(error),
			onWritten: (watch: Watch, ledger: PersonLedger) => this.#publish({ watch, ledger }),
		};
		this.#writes = keepWatchWrites(store, memory, log);
	}

	all = () => this.#people.watches.values();
	count = () => this.#people.watches.size;
	get = (ticket: string) => this.#people.watches.get(ticket);
	published = (ticket: string) => this.#published.get(ticket);
	of = (personId: string) => this.#people.watchesOf(personId);
	habits = () => this.#habits.current();
	ledgerOf = (personId: string) => this.#confirmed(this.#people.ledgerOf(personId));
	recordedLedgerOf = (personId: string) => this.#people.ledgerOf(personId);
	controllerIds = () => this.#given.controllerIds();
	listen = this.#listeners.listen;
	ticketsWithListeners = this.#listeners.tickets;
	notify = this.#listeners.notify;
	settle = (ticket: string) => this.#writes.settle(ticket);
	retryWrites = () => this.#writes.retry();

	onMoved(listener: (personId: string) => void): () => void {
		this.#movedListeners.add(listener);
		return () => void this.#movedListeners.delete(listener);
	}

	async surroundings({ person, changedAt }: Watch): Promise<Surroundings> {
		const ledger = await this.#ledgerAt(person.id);
		const { elsewhere } = this.#given;
		const isElsewhere = elsewhere && changedAt && this.of(person.id).length === 0;
		return this.#surroundingsWith(isElsewhere ? elsewhere.confirmed(ledger) : ledger);
	}

	async hold(personId: string): Promise<() => boolean> {
		const holders = this.#given.store.shared?.holders;
		if (!holders) return () => true;
		// With nobody in memory there is no write that would reveal a lost turn.
		if (holders.turnOf(personId) === undefined || this.of(personId).length === 0) {
			const since = new Date(now().getTime() - WATCH_LIFETIME_MS);
			await holders.take(personId, since, (taken) => this.acquire(taken));
		}
		const turn = holders.turnOf(personId);
		return () => turn !== undefined && holders.turnOf(personId) === turn;
	}

	acquire({ personIds, watches, ledgers }: TakenPeople): void {
		for (const personId of personIds) this.release(personId);
		for (const watch of watches) this.#people.setWatch(watch);
		for (const ledger of ledgers) {
			if (this.of(ledger.personId).length === 0) continue;
			this.#people.setStored(ledger);
		}
		// Listeners here may have an older revision.
		for (const watch of watches) this.#listeners.notify(watch.ticket, watch);
		this.judgeClaims(personIds, now());
	}

	judgeClaims(personIds: Iterable<string>, now: Date): void {
		const isRead = this.controllerIds().length > 0;
		for (const personId of personIds) {
			const isClaimed = this.of(personId).some(({ state }) => state === "usable");
			if (isRead && !isClaimed) continue;
			this.updatePerson(personId, (ledger) => ledger, now).saved.catch(() => undefined);
		}
	}

	release(personId: string): void {
		for (const watch of this.of(personId)) {
			this.#forget(watch);
			this.#writes.drop(watch.ticket);
		}
	}

	releaseAll(): void {
		for (const personId of this.#people.ids()) this.release(personId);
	}

	async relearn(store: Pick<Store, "habits">): Promise<void> {
		const before = this.habits().lastLanded;
		const { lastLanded } = this.#habits.replace(await store.habits());
		if (lastLanded && (!before || lastLanded.changedAt > before.changedAt)) {
			this.#noteOthersLanded(lastLanded.changedAt, now());
		}
	}

	#lose(error: HeldElsewhere): void {
		if (this.#given.store.shared?.holders.lose(error)) this.release(error.personId);
	}

	async add(watch: Watch, change: (ledger: PersonLedger) => PersonLedger): Promise<void> {
		const { id } = watch.person;
		const stored = await this.#ledgerAt(id);
		await this.#writes.write(watch, change(stored)).catch((error: unknown) => {
			// Nobody was notified of the change, so there is nothing to retry.
			this.#writes.drop(watch.ticket);
			throw error;
		});
		// Readings that arrived meanwhile are kept.
		const isKnown = this.#people.watchesOf(id).length > 0;
		this.#people.setLedger(change(isKnown ? this.#people.ledgerOf(id) : stored));
		this.#people.setWatch(watch);
		const surroundings = this.#surroundingsWith(this.#people.ledgerOf(id));
		const judged = judgeWatch(watch, surroundings, {
			shownBefore: undefined,
			now: watch.openedAt,
		});
		// A watch added with a known change is written by the next judgement.
		if (judged.watch === watch) this.#shown.set(watch.ticket, judged.shown);
		this.#moments.planJudgement(id, watch.openedAt);
		this.#log.info("watch-opened", { reference: referenceOf(watch.ticket) });
	}

	update(ticket: string, change: (watch: Watch) => Watch, now: Date) {
		const before = this.get(ticket);
		if (!before) return undefined;
		const watch = change(before);
		const ledger = this.#people.ledgerOf(watch.person.id);
		const surroundings = this.#surroundingsWith(ledger);
		const saved = this.#put({ watch: before, ledger }, watch, now);
		if (watch !== before) this.#given.onOutcome?.({ before, watch, surroundings });
		return { watch, saved };
	}

	updatePerson(personId: string, change: (ledger: PersonLedger) => PersonLedger, now: Date) {
		if (this.of(personId).length === 0) return NOTHING;
		const ledger = this.ledgerOf(personId);
		return { saved: this.#judgePerson(ledger, change(ledger), now) };
	}

	takeReading(personId: string, take: (ledger: PersonLedger) => PersonLedger, now: Date) {
		if (this.of(personId).length === 0) return NOTHING;
		const before = this.ledgerOf(personId);
		const after = take(before);
		const isNews =
			this.#moments.isDue(after, now) || hasNews(before, after) || hasPassedLimit(before, after);
		if (isNews) return { saved: this.#judgePerson(before, after, now) };
		this.#people.setLedger(after);
		return NOTHING;
	}

	judgeDue(now: Date): void {
		const everybody = () => this.#people.ids();
		for (const personId of this.#moments.takeDue(now, rulesOf(this.habits()), everybody)) {
			const ledger = this.ledgerOf(personId);
			// A person whose reading is old only because the next is not due yet is judged after it.
			const isReadable = !hasOldReading(ledger, this.controllerIds(), now);
			if (!isReadable || !this.#moments.isDue(ledger, now)) this.#moments.plan(ledger, now);
			else this.#judgePerson(ledger, ledger, now).catch(() => undefined);
		}
	}

	async #judgePerson(before: PersonLedger, after: PersonLedger, now: Date): Promise<void> {
		const { personId } = after;
		this.#people.setLedger(after);
		const saved = this.of(personId).map((watch) => this.#judge({ watch, ledger: before }, now));
		if (this.of(personId).length > 0)
			this.#moments.noteJudged(this.recordedLedgerOf(personId), now);
		await Promise.all(saved);
	}

	async remove(ticket: string): Promise<void> {
		const watch = this.get(ticket);
		const ledger = watch && this.#people.ledgerOf(watch.person.id);
		// No reading of it is written from here on.
		if (watch) this.#forget(watch);
		try {
			await this.#given.store.removeWatch(ticket);
		} catch (error) {
			if (watch && ledger) {
				this.#people.setLedger(ledger);
				this.#people.setWatch(watch);
				this.#moments.planJudgement(watch.person.id, now());
			}
			throw error;
		}
		this.#writes.drop(ticket);
		this.#listeners.notify(ticket, undefined);
	}

	#surroundingsWith(ledger: PersonLedger): Surroundings {
		const configured = this.#given.controllerIds();
		// While no controller was found, what is known about earlier ones is kept.
		const ids = configured.length > 0 ? configured : ledger.controllers.map(({ id }) => id);
		return { ledger, controllerIds: ids, habits: this.#habits.current() };
	}

	async #ledgerAt(personId: string): Promise<PersonLedger> {
		const ledger = await this.#people.storedLedgerOf(personId);
		return caughtUp(this.#confirmed(ledger), this.#habits.current().lastLanded);
	}

	#confirmed(ledger: PersonLedger): PersonLedger {
		return this.#given.confirm?.(ledger) ?? ledger;
	}

	#judge(before: Published, now: Date): Promise<void> {
		const { ticket, person } = before.watch;
		const surroundings = this.#surroundingsWith(this.#people.ledgerOf(person.id));
		const shownBefore = this.#shown.get(ticket);
		const judged = judgeWatch(before.watch, surroundings, { shownBefore, now });
		const change = changeOf(judged.ledger, ticket);
		const ledger = change ? this.#habits.takeLessons(change, judged.ledger, now) : judged.ledger;
		this.#people.setLedger(ledger);
		this.#shown.set(ticket, judged.shown);
		const saved = this.#put(before, judged.watch, now);
		const { watch } = judged;
		if (watch === before.watch) return saved;
		this.#given.onOutcome?.({
			before: before.watch,
			watch,
			surroundings: { ...surroundings, ledger },
		});
		const isNewlySettled = watch.usableAt && !(before.watch.changedAt && before.watch.usableAt);
		if (watch.changedAt && isNewlySettled) this.#notifyOthers(watch.changedAt, now);
		return saved;
	}

	/** A change became usable, so others' much earlier changes are no longer on their way. */
	#notifyOthers(changedAt: Date, now: Date): void {
		if (this.#habits.noteLanded(changedAt, now)) this.#noteOthersLanded(changedAt, now);
	}

	#noteOthersLanded(changedAt: Date, now: Date): void {
		const note = (ledger: PersonLedger) => noteOthersLanded(ledger, changedAt, now);
		for (const id of this.#people.takeOvertaken(changedAt)) {
			this.updatePerson(id, note, now).saved.catch(() => undefined);
		}
	}

	#publish(published: Published): void {
		const { ticket, revision } = published.watch;
		const isMore = (this.get(ticket)?.revision ?? 0) > revision;
		if (isMore) this.#published.set(ticket, published);
		else this.#published.delete(ticket);
		this.#listeners.notify(ticket, published.watch);
	}

	/** Stores a new revision in memory and writes it; listeners are notified when it is on disk. */
	#put(before: Published, watch: Watch, now: Date): Promise<void> {
		const { ticket, person } = watch;
		const ledger = this.#people.ledgerOf(person.id);
		this.#people.setWatch(watch);
		const isShown = watch.revision !== before.watch.revision;
		// Facts that are not visible may decide later whose keys arrive, so they must survive, too.
		if (!isShown && !hasNewEvidence(before.ledger, ledger)) return Promise.resolve();
		if (isShown && !this.#published.has(ticket)) this.#published.set(ticket, before);
		const saved = this.#writes.write(watch);
		if (!this.#given.store.shared) saved.catch(() => this.#publish({ watch, ledger }));
		if (hasEnded(watch, now)) this.#forget(watch);
		return saved;
	}

	#forget(watch: Watch): void {
		this.#people.remove(watch);
		this.#shown.delete(watch.ticket);
		this.#published.delete(watch.ticket);
		if (this.of(watch.person.id).length === 0) this.#moments.drop(watch.person.id);
	}
}
