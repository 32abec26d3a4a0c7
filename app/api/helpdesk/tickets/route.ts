import { z } from "zod";
import { WATCH_LIFETIME_MS } from "#lib/core/watch/watch.ts";
import { now } from "#lib/server/clock/clock.ts";
import { personSchema } from "#lib/server/helpdesk/look-up.ts";
import { makeTicket } from "#lib/server/helpdesk/make-ticket.ts";
import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { readBody } from "#lib/server/http/read-body.ts";

export const dynamic = "force-dynamic";

const MAX_AHEAD_MS = 10 * 60_000;

const ticketSchema = z.strictObject({
	person: personSchema,
	changedAt: z.iso.datetime({ error: "must be an instant in UTC like 2026-11-22T10:00:00Z" }),
});

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	/** A status to follow, for somebody who changed the password at `changedAt` without this portal. */
	POST: asHelpdesk(async ({ request, portal, agent }) => {
		const body = await readBody(request, ticketSchema);
		if (!body.ok) return problem(body.code, body.detail);
		const { person } = body.value;
		const changedAt = new Date(body.value.changedAt);
		const ageMs = now().getTime() - changedAt.getTime();
		if (ageMs > WATCH_LIFETIME_MS || ageMs < -MAX_AHEAD_MS) {
			return problem("body-mistaken", "changedAt: must lie in the last 72 hours.");
		}
		const subject = { id: person.id, name: person.userPrincipalName };
		const event = { actor: agent, action: "ticket-made", subject, result: "done" } as const;
		await portal.store.appendAudit(event, now());
		const { watch, isNew } = await makeTicket(portal.watches, person, changedAt);
		const view = await portal.watches.view(watch);
		return json({ ticket: watch.ticket, view }, isNew ? 201 : 200);
	}),
});
