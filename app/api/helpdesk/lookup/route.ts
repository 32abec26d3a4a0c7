import type { LookUpAnswer } from "#lib/core/helpdesk/looked-up.ts";
import { now } from "#lib/server/clock/clock.ts";
import { LOOK_UP_BYTES, lookUp, lookUpEvent, lookUpSchema } from "#lib/server/helpdesk/look-up.ts";
import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { heldBack } from "#lib/server/http/rate-limit.ts";
import { readBody } from "#lib/server/http/read-body.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes({
	/** What the managed domain holds of people, and their watches. Nothing is shown before it is written down. */
	POST: asHelpdesk(async ({ request, portal, agent }) => {
		const held = heldBack(portal.limits.lookUps, agent.id);
		if (held) return held;
		const body = await readBody(request, lookUpSchema, LOOK_UP_BYTES);
		if (!body.ok) return problem(body.code, body.detail);
		const people = await lookUp(portal.watches, body.value.people);
		await portal.store.appendAudit(lookUpEvent(agent, body.value.people, people), now());
		const forecast = (await portal.watches.knownWaits()).forecast(false);
		const answer: LookUpAnswer = { people, forecast, habits: portal.watches.live.habits() };
		return json(answer);
	}),
});
