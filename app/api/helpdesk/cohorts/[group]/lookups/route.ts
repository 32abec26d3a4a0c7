import { now } from "#lib/server/clock/clock.ts";
import { beginSchema, cohortEvent, groupIdSchema } from "#lib/server/helpdesk/look-up-cohort.ts";
import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { heldBack } from "#lib/server/http/rate-limit.ts";
import { readBody } from "#lib/server/http/read-body.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes<{ group: string }>({
	/** Begins the look-up of a cohort, and writes it down once for all of its people. */
	POST: asHelpdesk(async ({ request, params, portal, agent }) => {
		const { limits, cohortLookUps, store } = portal;
		const held = heldBack(limits.cohorts, agent.id);
		if (held) return held;
		const group = groupIdSchema.safeParse(params.group);
		if (!group.success) return problem("body-mistaken", "The group must be Entra's object id.");
		const body = await readBody(request, beginSchema);
		if (!body.ok) return problem(body.code, body.detail);
		const { name, members } = body.value;
		await store.appendAudit(cohortEvent(agent, { id: group.data, name }, members), now());
		const lookUp = { agentId: agent.id, groupId: group.data, members };
		return json({ id: cohortLookUps.begin(lookUp, now()) }, 201);
	}),
});
