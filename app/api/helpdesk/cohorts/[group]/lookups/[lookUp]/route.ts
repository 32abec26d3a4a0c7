import { now } from "#lib/server/clock/clock.ts";
import {
	lookUpPortion,
	PORTION_BYTES,
	portionEvent,
	portionSchema,
} from "#lib/server/helpdesk/look-up-cohort.ts";
import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { heldBack } from "#lib/server/http/rate-limit.ts";
import { readBody } from "#lib/server/http/read-body.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes<{ group: string; lookUp: string }>({
	/** What the managed domain holds of one portion of a cohort, and what their watches say. */
	POST: asHelpdesk(async ({ request, params, portal, agent }) => {
		const { limits, cohortLookUps, watches, store } = portal;
		const held = heldBack(limits.cohorts, agent.id);
		if (held) return held;
		const body = await readBody(request, portionSchema, PORTION_BYTES);
		if (!body.ok) return problem(body.code, body.detail);
		const { people } = body.value;
		const groupId = params.group.toLowerCase();
		const of = {
			agentId: agent.id,
			groupId,
			ids: people.map(({ id }) => id),
		};
		const fresh = cohortLookUps.take(params.lookUp, of, now());
		if (!fresh) return problem("look-up-ended");
		if (fresh.length > 0) {
			const shown = people.filter(({ id }) => fresh.includes(id));
			await store.appendAudit(portionEvent(agent, groupId, shown), now()).catch((error) => {
				cohortLookUps.putBack(params.lookUp, fresh);
				throw error;
			});
		}
		return json(await lookUpPortion(watches, people));
	}),
});
