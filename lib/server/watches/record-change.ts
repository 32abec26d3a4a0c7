import { randomBytes } from "node:crypto";
import {
	endWatch,
	hasEnded,
	type Notice,
	openWatch,
	type Person,
	reportChange,
	retakeBaseline,
	type Watch,
} from "#lib/core/watch/watch.ts";
import { now } from "#lib/server/clock/clock.ts";
import { type FoundWatch, findOwnWatch, type Watching } from "./find-watch.ts";
import { readNow } from "./read-now.ts";

/** 192 random bits, as 32 characters that need no escaping in an address. */
export const TICKET_BYTES = 24;

/**
 * Opens a watch for a change that is about to be sent. An open one of the same person is taken again,
 * with a new baseline; when this resolves it is on disk.
 */
export async function openForChange(
	watching: Watching,
	person: Person,
	notice?: Notice,
): Promise<Watch> {
	const { store, domain, live } = watching;
	const observations = await readNow(domain, person);
	const at = now();
	const own = (await store.watchesOf(person.id)).flatMap(({ ticket }) => live.get(ticket) ?? []);
	const open = own.find((watch) => watch.state === "open" && !hasEnded(watch, at));
	const earlier = own.find((watch) => watch.changedAt && !watch.usableAt);
	const opening = { observations, earlier, notice, now: at };
	const again = open && live.update(open.ticket, (watch) => retakeBaseline(watch, opening));
	if (again) {
		await store.saveWatch(again.watch);
		return again.watch;
	}
	const ticket = randomBytes(TICKET_BYTES).toString("base64url");
	const watch = openWatch(ticket, person, opening);
	await live.add(watch);
	return watch;
}

/** Records the change of a person's own watch on disk, and ends that person's earlier watches. */
export async function recordChange(
	watching: Watching,
	{ ticket, personId }: { ticket: string; personId: string },
	changedAt: Date,
): Promise<FoundWatch> {
	const { store, live } = watching;
	const found = await findOwnWatch(watching, ticket, personId);
	if (!found.ok) return found;
	const at = now();
	const updated = live.update(ticket, (watch) => reportChange(watch, changedAt, at));
	await updated?.saved;
	// Told a second time nothing changes, but the first time it may not have come to disk.
	await live.settle(ticket);
	for (const earlier of await store.watchesOf(personId)) {
		if (earlier.ticket === ticket || earlier.openedAt > found.watch.openedAt) continue;
		await live.update(earlier.ticket, (watch) => endWatch(watch, "superseded", at))?.saved;
	}
	return { ok: true, watch: updated?.watch ?? found.watch };
}

/** Forgets a person's own watch. */
export async function forgetWatch(
	watching: Watching,
	{ ticket, personId }: { ticket: string; personId: string },
): Promise<FoundWatch> {
	const found = await findOwnWatch(watching, ticket, personId);
	if (found.ok) await watching.live.remove(ticket);
	return found;
}
