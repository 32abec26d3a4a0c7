import { now } from "#lib/clock/clock.ts";
import type { AuditEvent } from "#lib/core/audit/audit-entry.ts";
import type { Agent } from "#lib/core/link/link.ts";
import { type Person, WATCH_LIFETIME_MS } from "#lib/core/watch/watch.ts";
import type { Watching } from "#lib/server/watches/find-watch.ts";
import { referenceOf } from "#lib/server/watches/reference.ts";

/**
 * Finds the person behind a reference. A reference is a digest, so all live watches are searched;
 * 20,000 take about 40 ms, which the call's limit accounts for. If other portals follow some of
 * them, they come from the store.
 */
export async function findByReference(
	{ live, store }: Watching,
	reference: string,
): Promise<Person | undefined> {
	const since = new Date(now().getTime() - WATCH_LIFETIME_MS);
	const watches = store.shared ? await store.unendedWatches(since) : live.all();
	for (const { ticket, person } of watches) {
		if (referenceOf(ticket) === reference) return person;
	}
	return undefined;
}

/** The audit event for it, even if nobody was found: somebody may be guessing. */
export function referenceEvent(
	agent: Agent,
	reference: string,
	person: Person | undefined,
): AuditEvent {
	return {
		actor: agent,
		action: "reference-looked-up",
		subject: person && { id: person.id, name: person.userPrincipalName },
		details: { reference },
		result: person ? "done" : "failed",
	};
}
