import { z } from "zod";
import { now } from "#lib/server/clock/clock.ts";
import { personSchema } from "#lib/server/helpdesk/look-up.ts";
import { makeTicket } from "#lib/server/helpdesk/make-ticket.ts";
import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { readBody } from "#lib/server/http/read-body.ts";
import { changedAtSchema } from "#lib/server/watches/changed-at.ts";

export const dynamic = "force-dynamic";

const ticketSchema = z.strictObject({ person: personSchema, changedAt: changedAtSchema });

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	/** A status to follow, for somebody who changed the password at `changedAt` without this portal. */
	POST: asHelpdesk(async ({ request, portal, agent }) => {
		const body = await readBody(request, ticketSchema);
		if (!body.ok) return problem(body.code, body.detail);
		const { person, changedAt } = body.value;
		const subject = { id: person.id, name: person.userPrincipalName };
		const event = { actor: agent, action: "ticket-made", subject, result: "done" } as const;
		await portal.store.appendAudit(event, now());
		const { watch, isNew } = await makeTicket(portal.watches, person, changedAt);
		const view = await portal.watches.view(watch);
		return json({ ticket: watch.ticket, view }, isNew ? 201 : 200);
	}),
});
