import { emptyLedger, noteOthersLanded, type PersonLedger } from "#lib/core/readiness/ledger.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import type { Store } from "#lib/server/store/store.ts";

/** The live watches and the ledgers of their people, in memory. */
export type People = {
	watches: ReadonlyMap<string, Watch>;
	watchesOf(personId: string): Watch[];
	/** The ids of everybody with a live watch. */
	ids(): string[];
	/** An empty ledger for somebody without a live watch. */
	ledgerOf(personId: string): PersonLedger;
	/** From memory, else from the store. */
	storedLedgerOf(personId: string): Promise<PersonLedger>;
	setWatch(watch: Watch): void;
	setLedger(ledger: PersonLedger): void;
	/** A watch is no longer live; a person's ledger goes with their last one and stays in the store. */
	remove(watch: Watch): void;
};

export function keepPeople(
	watches: readonly Watch[],
	ledgers: readonly PersonLedger[],
	store: Pick<Store, "ledgers">,
): People {
	const live = new Map(watches.map((watch) => [watch.ticket, watch]));
	const tickets = Map.groupBy(live.keys(), (ticket) => live.get(ticket)?.person.id ?? "");
	const known = new Map(ledgers.map((ledger) => [ledger.personId, ledger]));
	return {
		watches: live,
		watchesOf: (id) => (tickets.get(id) ?? []).flatMap((ticket) => live.get(ticket) ?? []),
		ids: () => [...tickets.keys()],
		ledgerOf: (id) => known.get(id) ?? emptyLedger(id),
		async storedLedgerOf(id) {
			return known.get(id) ?? (await store.ledgers([id]))[0] ?? emptyLedger(id);
		},
		setWatch(watch) {
			const { ticket, person } = watch;
			if (!live.has(ticket)) tickets.set(person.id, [...(tickets.get(person.id) ?? []), ticket]);
			live.set(ticket, watch);
		},
		setLedger: (ledger) => void known.set(ledger.personId, ledger),
		remove({ ticket, person }) {
			live.delete(ticket);
			const others = (tickets.get(person.id) ?? []).filter((other) => other !== ticket);
			if (others.length > 0) {
				tickets.set(person.id, others);
				return;
			}
			tickets.delete(person.id);
			known.delete(person.id);
		},
	};
}

/** A stored ledger, updated with others' changes that have landed meanwhile. */
export function caughtUp(
	ledger: PersonLedger,
	lastLanded: { changedAt: Date; at: Date } | undefined,
): PersonLedger {
	return lastLanded ? noteOthersLanded(ledger, lastLanded.changedAt, lastLanded.at) : ledger;
}
