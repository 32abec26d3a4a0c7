import {
	emptyLedger,
	nextOvertakenMs,
	noteOthersLanded,
	type PersonLedger,
} from "#lib/core/readiness/ledger.ts";
import { createSchedule } from "#lib/core/schedule.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import type { StoredLedger } from "#lib/server/store/ledgers.ts";
import type { Store } from "#lib/server/store/store.ts";

/** The live watches and the ledgers of their people, in memory. */
export type People = {
	watches: ReadonlyMap<string, Watch>;
	watchesOf(personId: string): readonly Watch[];
	/** The ids of everybody with a live watch. */
	ids(): string[];
	/** An empty ledger for somebody without a live watch. */
	ledgerOf(personId: string): PersonLedger;
	/** From memory, else from the store. */
	storedLedgerOf(personId: string): Promise<PersonLedger>;
	setWatch(watch: Watch): void;
	setLedger(ledger: PersonLedger): void;
	/** Keeps a ledger unparsed until it is needed. */
	setStored(ledger: StoredLedger): void;
	/** Takes the ids of people with a change that somebody else's landed change has newly overtaken. */
	takeOvertaken(othersChangedAt: Date): string[];
	/** A watch is no longer live; a person's ledger goes with their last one and stays in the store. */
	remove(watch: Watch): void;
};

const NONE: readonly Watch[] = [];

type Parts = {
	store: Pick<Store, "ledgers">;
	/** Updates a stored ledger with what happened meanwhile. */
	catchUp(ledger: PersonLedger): PersonLedger;
	/** Called with the person of each watch that was added, changed or removed. */
	onMoved(personId: string): void;
};

export function keepPeople(
	{ watches, ledgers }: { watches: readonly Watch[]; ledgers: readonly StoredLedger[] },
	{ store, catchUp, onMoved }: Parts,
): People {
	const live = new Map(watches.map((watch) => [watch.ticket, watch]));
	const ofPerson = new Map(Map.groupBy(watches, ({ person }) => person.id));
	const known = new Map<string, PersonLedger>();
	/** Of people nobody has asked for yet. */
	const stored = new Map(ledgers.map((ledger) => [ledger.personId, ledger]));
	/** When others' changes overtake each person's next change. */
	const overtaken = createSchedule<string>();

	function setLedger(ledger: PersonLedger): void {
		const { personId, changes } = ledger;
		const isPlanned = known.get(personId)?.changes === changes;
		known.set(personId, ledger);
		stored.delete(personId);
		if (isPlanned) return;
		const nextMs = nextOvertakenMs(ledger);
		if (Number.isFinite(nextMs)) overtaken.plan(personId, nextMs + 1);
		else overtaken.drop(personId);
	}

	function knownLedgerOf(id: string): PersonLedger | undefined {
		const unread = stored.get(id);
		if (unread) setLedger(catchUp(unread.read()));
		return known.get(id);
	}

	return {
		watches: live,
		watchesOf: (id) => ofPerson.get(id) ?? NONE,
		ids: () => [...ofPerson.keys()],
		ledgerOf: (id) => knownLedgerOf(id) ?? emptyLedger(id),
		async storedLedgerOf(id) {
			return knownLedgerOf(id) ?? (await store.ledgers([id]))[0] ?? emptyLedger(id);
		},
		setWatch(watch) {
			const { ticket, person } = watch;
			const before = live.get(ticket);
			if (watch === before) return;
			const own = ofPerson.get(person.id) ?? [];
			const next = before ? own.map((one) => (one === before ? watch : one)) : [...own, watch];
			ofPerson.set(person.id, next);
			live.set(ticket, watch);
			onMoved(person.id);
		},
		setLedger,
		setStored: (ledger) => void stored.set(ledger.personId, ledger),
		takeOvertaken: (othersChangedAt) => overtaken.takeDue(othersChangedAt.getTime()),
		remove({ ticket, person }) {
			live.delete(ticket);
			const others = (ofPerson.get(person.id) ?? []).filter((one) => one.ticket !== ticket);
			if (others.length > 0) ofPerson.set(person.id, others);
			else {
				ofPerson.delete(person.id);
				known.delete(person.id);
				stored.delete(person.id);
				overtaken.drop(person.id);
			}
			onMoved(person.id);
		},
	};
}

/** A stored ledger, updated with others' changes that have since landed. */
export function caughtUp(
	ledger: PersonLedger,
	lastLanded: { changedAt: Date; at: Date } | undefined,
): PersonLedger {
	return lastLanded ? noteOthersLanded(ledger, lastLanded.changedAt, lastLanded.at) : ledger;
}
