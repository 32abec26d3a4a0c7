import { now } from "#lib/server/clock/clock.ts";
import {
	EXPIRY_NOTE_BYTES,
	expiryEvent,
	expiryNoteSchema,
} from "#lib/server/helpdesk/expiry-note.ts";
import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { readBody } from "#lib/server/http/read-body.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	/**
	 * Writes down what the agent's browser does with the agent's own rights: this server cannot do it and
	 * sees nothing of it but what it is told.
	 */
	POST: asHelpdesk(async ({ request, portal, agent }) => {
		const body = await readBody(request, expiryNoteSchema, EXPIRY_NOTE_BYTES);
		if (!body.ok) return problem(body.code, body.detail);
		const { seq } = await portal.store.appendAudit(expiryEvent(agent, body.value), now());
		return json({ seq }, 201);
	}),
});
