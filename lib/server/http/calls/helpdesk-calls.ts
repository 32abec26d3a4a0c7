import { now } from "#lib/clock/clock.ts";
import { dayProblem } from "#lib/core/link/calendar-day.ts";
import type { Person } from "#lib/core/watch/watch.ts";
import { expiryEvent } from "#lib/server/helpdesk/expiry-note.ts";
import { findByReference, referenceEvent } from "#lib/server/helpdesk/find-by-reference.ts";
import { lookUp, lookUpEvent } from "#lib/server/helpdesk/look-up.ts";
import { cohortEvent, lookUpPortion, portionEvent } from "#lib/server/helpdesk/look-up-cohort.ts";
import { changedAtSchema } from "#lib/server/watches/changed-at.ts";
import { findOwnWatch } from "#lib/server/watches/find-watch.ts";
import { makeTicket } from "#lib/server/watches/make-ticket.ts";
import {
	forgetRefused,
	isOfTemporary,
	openForTemporary,
	recordChange,
} from "#lib/server/watches/record-change.ts";
import { type Calls, done } from "../call.ts";
import { NOT_RECENT } from "./watch-calls.ts";

/** The helpdesk's calls on people. A call that shows data writes its audit row first. */
export const helpdeskCalls: Calls<
	| "GET /api/helpdesk/agent"
	| "POST /api/helpdesk/lookup"
	| "POST /api/helpdesk/references"
	| "POST /api/helpdesk/tickets"
	| "POST /api/helpdesk/cohorts/{group}/lookups"
	| "POST /api/helpdesk/cohorts/{group}/lookups/{lookUp}"
	| "GET /api/helpdesk/cohorts/{group}/snapshots"
	| "POST /api/helpdesk/cohorts/{group}/snapshots"
	| "GET /api/helpdesk/deadlines"
	| "PUT /api/helpdesk/cohorts/{group}/deadline"
	| "POST /api/helpdesk/expiries"
	| "POST /api/helpdesk/temporary-passwords"
	| "PUT /api/helpdesk/temporary-passwords/{ticket}"
> = {
	"GET /api/helpdesk/agent": async ({ portal, agent }) =>
		done({ ...agent, endings: portal.endings() }),

	"POST /api/helpdesk/lookup": async ({ portal, body, agent }) => {
		const { watches, store, limits, personLookUps } = portal;
		const of = { agentId: agent.id, groupId: NO_GROUP, ids: body.people.map(({ id }) => id) };
		// A look-up covers only these people, so if it accepts them they have been recorded.
		const isWritten = (await personLookUps.take(body.follows ?? "", of, now())) !== undefined;
		const limited = isWritten ? undefined : await limits.take("names", agent.id, of.ids.length);
		if (limited) return limited;
		const people = await lookUp(watches, body.people);
		let name = body.follows;
		if (!isWritten || !name) {
			await store.appendAudit(lookUpEvent(agent, body.people, people), now());
			name = await personLookUps.begin({ ...of, members: new Set(of.ids).size }, now());
			await personLookUps.take(name, of, now());
		}
		const forecast = (await watches.knownWaits()).forecast(false);
		const habits = watches.live.habits();
		return done({ people, forecast, habits, lookUp: name, readAt: now() });
	},

	"POST /api/helpdesk/references": async ({ portal: { watches, store }, body, agent }) => {
		const { reference } = body;
		const found = await findByReference(watches, reference);
		await store.appendAudit(referenceEvent(agent, reference, found), now());
		if (!found) return { ok: false, code: "reference-not-found" };
		return done({ id: found.id, userPrincipalName: found.userPrincipalName });
	},

	"POST /api/helpdesk/tickets": async ({ portal: { watches, store }, body, agent, key }) => {
		const { person } = body;
		const changedAt = changedAtSchema.safeParse(body.changedAt);
		if (!changedAt.success) return NOT_RECENT;
		const subject = namedSubject(person);
		const event = { actor: agent, action: "ticket-made", subject, result: "done" } as const;
		await store.appendAudit(event, now(), key);
		const { watch, isNew } = await makeTicket(watches, person, { changedAt: changedAt.data, key });
		const value = { ticket: watch.ticket, view: await watches.view(watch) };
		return { ok: true, value, status: isNew ? 201 : 200 };
	},

	"POST /api/helpdesk/cohorts/{group}/lookups": async ({ portal, params, body, agent, key }) => {
		const { name, members } = body;
		const group = { id: params.group, name };
		await portal.store.appendAudit(cohortEvent(agent, group, members), now(), key);
		const begun = { agentId: agent.id, groupId: group.id, members };
		return done({ id: await portal.cohortLookUps.begin(begun, now()) });
	},

	"POST /api/helpdesk/cohorts/{group}/lookups/{lookUp}": async (call) => {
		const { portal, params, body, agent } = call;
		const { cohortLookUps, store, watches, limits } = portal;
		const ids = body.people.map(({ id }) => id);
		const of = { agentId: agent.id, groupId: params.group, ids };
		const fresh = await cohortLookUps.take(params.lookUp, of, now());
		if (!fresh) return { ok: false, code: "look-up-ended" };
		if (fresh.length > 0) {
			const shown = body.people.filter(({ id }) => fresh.includes(id));
			const event = portionEvent(agent, params.group, shown);
			const limited = await limits.take("names", agent.id, shown.length);
			if (limited) {
				await cohortLookUps.putBack(params.lookUp, fresh);
				return limited;
			}
			await store.appendAudit(event, now()).catch(async (error) => {
				await cohortLookUps.putBack(params.lookUp, fresh).catch(() => undefined);
				throw error;
			});
		}
		return done(await lookUpPortion(watches, body.people));
	},

	"GET /api/helpdesk/cohorts/{group}/snapshots": async ({ portal, params }) =>
		done(await portal.store.snapshots(params.group)),

	"POST /api/helpdesk/cohorts/{group}/snapshots": async ({ portal: { store }, params, body }) => {
		await store.saveSnapshot(params.group, { at: now(), counts: body });
		return done(await store.snapshots(params.group));
	},

	"GET /api/helpdesk/deadlines": async ({ portal }) => done(await portal.store.deadlines()),

	"PUT /api/helpdesk/cohorts/{group}/deadline": async ({ portal, params, body, agent, key }) => {
		const { name, day } = body;
		if (day !== null && dayProblem(day, now())) return NO_DAY_AHEAD;
		const subject = { id: params.group, name };
		const details = day === null ? {} : { day };
		const event = { actor: agent, subject, action: "deadline-set", result: "done" } as const;
		await portal.store.appendAudit({ ...event, details }, now(), key);
		await portal.store.saveDeadline(params.group, day, now());
		return done(undefined);
	},

	/** This server cannot expire a password; it only records what the browser reports. */
	"POST /api/helpdesk/expiries": async ({ portal, body, agent, key }) => {
		const { seq } = await portal.store.appendAudit(expiryEvent(agent, body), now(), key);
		return done({ seq });
	},

	/** It cannot set one either; no call accepts a password. */
	"POST /api/helpdesk/temporary-passwords": async ({ portal, body, agent, key }) => {
		const { watches, store } = portal;
		const { person, lastChangedAt } = body;
		const event = { actor: agent, subject: namedSubject(person), result: "done" } as const;
		await store.appendAudit({ ...event, action: "temporary-password-begun" }, now(), key);
		const watch = await openForTemporary(watches, person, { lastChangedAt, key });
		return done({ ticket: watch.ticket, view: await watches.view(watch) });
	},

	"PUT /api/helpdesk/temporary-passwords/{ticket}": async ({
		portal,
		params,
		body,
		agent,
		key,
	}) => {
		const { person, outcome, code } = body;
		const changedAt = changedAtSchema.nullable().safeParse(body.changedAt);
		if (!changedAt.success) return NOT_RECENT;
		const found = await findOwnWatch(portal.watches, params.ticket, person.id);
		if (!found.ok) {
			// A portal may have died between deleting the watch and answering.
			const isForgotten = outcome === "refused" && (await portal.store.isDone(key, "audit"));
			return isForgotten ? done(undefined) : found;
		}
		if (!(await isOfTemporary(portal.watches, found.watch))) return NO_SUCH_WATCH;
		const event = { actor: agent, subject: namedSubject(person), result: RESULT_OF[outcome] };
		const details = { outcome, ...(code && { code }) };
		await portal.store.appendAudit(
			{ ...event, action: "temporary-password-ended", details },
			now(),
			key,
		);
		if (outcome === "refused") await forgetRefused(portal.watches, found.watch);
		if (outcome === "set" && changedAt.data) {
			const own = { ticket: params.ticket, personId: person.id };
			await recordChange(portal.watches, own, changedAt.data);
		}
		return done(undefined);
	},
};

/** People who are looked up individually belong to no group. */
const NO_GROUP = "";

const NO_DAY_AHEAD = {
	ok: false,
	code: "body-mistaken",
	detail: "day: must be a calendar day like 2026-12-11 that has not passed, within a year.",
} as const;

const NO_SUCH_WATCH = { ok: false, code: "watch-not-found" } as const;

const RESULT_OF = { set: "done", refused: "failed", unknown: "partly" } as const;

const namedSubject = ({ id, userPrincipalName }: Person) => ({ id, name: userPrincipalName });
