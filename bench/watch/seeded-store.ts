import { randomBytes } from "node:crypto";
import { openWatch, reportChange, type Watch } from "../../lib/core/watch/watch.ts";
import { createLog } from "../../lib/server/log.ts";
import { connectDomain } from "../../lib/server/managed-domain/ldap-controller.ts";
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
	const watches = people.map((person, index): Watch => {
		const now = new Date(Date.now() - (SPREAD_MS * index) / people.length);
		const seen = answers.flatMap(({ c, observations }) => {
			const observation = observations.get(person.id);
			return observation ? [[c.id, { name: c.name(), observation }] as const] : [];
		});
		const ticket = randomBytes(24).toString("base64url");
		const opened = openWatch(ticket, person, { observations: new Map(seen), now });
		return reportChange(opened, now, now);
	});
	await store.saveWatches(watches);
	await store.close();
	await Promise.all(domain.controllers.map((c) => c.close()));
	return watches.map((watch) => watch.ticket);
}
