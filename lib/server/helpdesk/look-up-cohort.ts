import { now } from "#lib/clock/clock.ts";
import { type AuditEvent, namesOf } from "#lib/core/audit/audit-entry.ts";
import type { CohortAnswer } from "#lib/core/cohort/cohort-answer.ts";
import type { Agent } from "#lib/core/link/link.ts";
import type { WatchFinding } from "#lib/core/person/person-state.ts";
import { changeOf } from "#lib/core/readiness/ledger.ts";
import { mayTryOnce } from "#lib/core/readiness/readiness.ts";
import { openTry, type Person, type Watch, watchReadiness } from "#lib/core/watch/watch.ts";
import type { Watches } from "#lib/server/watches/watches.ts";
import { readPeople } from "./look-up.ts";

/** The audit event for a cohort as a whole; its portions record whose data was shown. */
export function cohortEvent(
	agent: Agent,
	group: { id: string; name: string },
	members: number,
): AuditEvent {
	return {
		actor: agent,
		action: "cohort-looked-up",
		subject: group,
		details: { people: members },
		result: "done",
	};
}

/** The audit event for a portion: the people whose data this look-up shows for the first time. */
export function portionEvent(agent: Agent, groupId: string, people: readonly Person[]): AuditEvent {
	return {
		actor: agent,
		action: "cohort-looked-up",
		details: { group: groupId, people: people.length, who: namesOf(people) },
		result: "done",
	};
}

/** Reads what every controller currently holds for some members, and their watches. */
export async function lookUpPortion(
	watches: Watches,
	people: readonly Person[],
): Promise<CohortAnswer> {
	const found = await readPeople(watches, people);
	const readAt = now();
	return {
		people: await Promise.all(
			found.map(async ({ id, account: { controllers }, watch }) => ({
				id,
				controllers,
				watch: watch && (await cohortWatch(watches, watch, readAt)),
			})),
		),
		domainMadeAt: found.find(({ account }) => account.domainMadeAt)?.account.domainMadeAt,
		readAt,
	};
}

async function cohortWatch({ live }: Watches, watch: Watch, at: Date): Promise<WatchFinding> {
	const { stateSince, changedAt, usableAt } = watch;
	const surroundings = await live.surroundings(watch);
	const { state, obstacle, doubt: reason } = watchReadiness(watch, surroundings, at);
	return {
		state,
		stateSince,
		changedAt,
		usableAt,
		isUnanswered: openTry(watch) !== undefined,
		isTemporary: changeOf(surroundings.ledger, watch.ticket)?.isTemporary === true,
		obstacle,
		doubt: reason && { reason, mayTryOnce: mayTryOnce(reason) },
	};
}
