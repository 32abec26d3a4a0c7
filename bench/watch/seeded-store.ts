import { randomBytes } from "node:crypto";
import { connectDomain } from "#lib/directory/ldap-controller.ts";
import { createLog } from "#lib/log.ts";
import {
	emptyLedger,
	noteChange,
	noteSending,
	takeReadings,
} from "../../lib/core/readiness/ledger.ts";
import { openWatch } from "../../lib/core/watch/watch.ts";
import type { Settings } from "../../lib/server/settings/settings.ts";
import { openStore } from "../../lib/server/store/store.ts";
import type { DomainPerson } from "../../practice/domain/stand-in.ts";

/** The changes have happened over this long, up to now: all are fresh, so all are read every second. */
const SPREAD_MS = 5 * 60_000;

/**
 * Fills a store with watches of changes that are on their way, as if these people had opened them.
 *
 * @returns the tickets, in the order of the people
 */
export async function seedStore(
	{ dataDir, connection }: Settings,
	people: readonly DomainPerson[],
): Promise<string[]> {
	if (!connection) throw new Error("Watches need a domain.");
	const domain = connectDomain(connection, createLog());
	const store = await openStore({ dataDir });
	const answers = await Promise.all(
		domain.controllers.map(async (c) => ({ c, observations: await c.read(people) })),
	);
	const watches = people.map((person, index) => {
		const now = new Date(Date.now() - (SPREAD_MS * index) / people.length);
		const seen = answers.flatMap(({ c, observations }) => {
			const observation = observations.get(person.id);
			if (observation?.kind !== "present") return [];
			// As if it had been read when the change was sent.
			const baseline = { ...observation, readAt: now, source: undefined };
			return [[c.id, { name: c.name(), observation: baseline }] as const];
		});
		const ticket = randomBytes(24).toString("base64url");
		const read = takeReadings(emptyLedger(person.id), new Map(seen));
		const ledger = noteChange(noteSending(read, { ticket, at: now }), ticket, now, now);
		const watch = openWatch(ticket, person, { notice: undefined, now });
		return { watch: { ...watch, changedAt: now, state: "waiting" as const }, ledger };
	});
	await store.saveWatches(watches);
	await store.close();
	await Promise.all(domain.controllers.map((c) => c.close()));
	return watches.map(({ watch }) => watch.ticket);
}
