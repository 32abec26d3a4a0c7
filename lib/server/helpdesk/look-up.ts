import { accountView } from "#lib/core/account-view.ts";
import { type AuditEvent, namesOf } from "#lib/core/audit/audit-entry.ts";
import type { LookedUp } from "#lib/core/helpdesk/looked-up.ts";
import type { Agent } from "#lib/core/link/link.ts";
import type { Person } from "#lib/core/watch/watch.ts";
import { currentWatches } from "#lib/server/watches/find-watch.ts";
import { readManyNow } from "#lib/server/watches/read-now.ts";
import type { Watches } from "#lib/server/watches/watches.ts";

/** Reads what every controller currently holds for each person, and their current watches. */
export async function readPeople(watches: Watches, people: readonly Person[]) {
	const ids = people.map(({ id }) => id);
	const [observations, current] = await Promise.all([
		readManyNow(watches.domain, people),
		currentWatches(watches, ids),
	]);
	return ids.map((id) => ({
		id,
		account: accountView(observations.get(id) ?? new Map()),
		watch: current.get(id),
	}));
}

/** Reads people with everything that their watches show. */
export async function lookUp(watches: Watches, people: readonly Person[]): Promise<LookedUp[]> {
	const found = await readPeople(watches, people);
	return await Promise.all(
		found.map(async ({ watch, ...person }) => ({
			...person,
			watch: watch && { ticket: watch.ticket, view: await watches.view(watch) },
		})),
	);
}

/** The audit event for a look-up: everybody whose data is shown, by name. */
export function lookUpEvent(
	agent: Agent,
	people: readonly Person[],
	found: readonly LookedUp[],
): AuditEvent {
	const [first] = people;
	const unread = found.filter(({ account }) =>
		account.controllers.every((c) => c.kind === "unread"),
	);
	const result = unread.length === 0 ? "done" : unread.length < found.length ? "partly" : "failed";
	return {
		actor: agent,
		action: "people-looked-up",
		...(people.length === 1 &&
			first && {
				subject: { id: first.id, name: first.userPrincipalName },
			}),
		details: {
			people: people.length,
			...(people.length > 1 && { who: namesOf(people) }),
		},
		result,
	};
}
