import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import { NO_HABITS } from "#lib/core/readiness/habits.ts";
import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import { createLog } from "#lib/log.ts";
import type { Store } from "#lib/server/store/store.ts";
import { keepLiveWatches } from "#lib/server/watches/live-watches.ts";
import { openForChange, recordChange } from "#lib/server/watches/record-change.ts";
import { makeTicket } from "./make-ticket.ts";

const PERSON = { id: "id", userPrincipalName: "p@contoso.com" };
const AT = new Date("2026-11-22T10:00:00Z");
const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);

beforeEach(() => void vi.useFakeTimers({ now: AT, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

function watching() {
	const ledgers = new Map<string, PersonLedger>();
	const store = partOf<Store>({
		saveWatch: async (_, ledger) => void ledgers.set(ledger.personId, ledger),
		ledgers: async (ids) => ids.flatMap((id) => ledgers.get(id) ?? []),
		findWatch: async () => undefined,
		idFor: async (_, make) => make(),
	});
	const live = keepLiveWatches({
		watches: [],
		ledgers: [],
		habits: NO_HABITS,
		store,
		controllerIds: () => ["dc1"],
		log: createLog(() => undefined),
	});
	return { store, live, domain: { controllers: [] } };
}

const key = undefined;

test("a change that was begun on another page and never reported keeps its watch", async () => {
	const its = watching();
	const { ticket } = await openForChange(its, PERSON, { lastChangedAt: later(-999) });
	vi.setSystemTime(later(8));
	const made = await makeTicket(its, PERSON, { changedAt: later(6), key });
	expect(made).toMatchObject({ isNew: false, watch: { ticket, changedAt: later(6) } });
	expect(its.live.ledgerOf("id").changes.filter((one) => one.changedAt)).toHaveLength(2);
});

test("one that is probably somebody else's, or follows an unanswered attempt, gets its own watch", async () => {
	const begun = watching();
	const { ticket } = await openForChange(begun, PERSON);
	vi.setSystemTime(later(90));
	const hardly = await makeTicket(begun, PERSON, { changedAt: later(80), key });
	expect([hardly.isNew, hardly.watch.ticket === ticket]).toEqual([true, false]);
	const tried = watching();
	await openForChange(tried, PERSON, { isTry: true });
	vi.setSystemTime(later(99));
	expect((await makeTicket(tried, PERSON, { changedAt: later(98), key })).isNew).toBe(true);
});

test("a second change within two minutes of the first gets its own watch", async () => {
	const its = watching();
	const { ticket } = await openForChange(its, PERSON, { isTry: true });
	await recordChange(its, { ticket, personId: PERSON.id }, later(0));
	vi.setSystemTime(later(5));
	const first = await makeTicket(its, PERSON, { changedAt: later(0), key });
	expect([first.isNew, first.watch.ticket]).toEqual([false, ticket]);
	const second = await makeTicket(its, PERSON, { changedAt: later(1), key });
	expect(second).toMatchObject({ isNew: true, watch: { changedAt: later(1) } });
});
