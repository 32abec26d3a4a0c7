import { now } from "#lib/server/clock/clock.ts";
import { countsSchema, groupIdSchema } from "#lib/server/helpdesk/look-up-cohort.ts";
import { asHelpdesk, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { heldBack } from "#lib/server/http/rate-limit.ts";
import { readBody } from "#lib/server/http/read-body.ts";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE } = routes<{ group: string }>({
	/** How the counts of a cohort were over time; no names. */
	GET: asHelpdesk(async ({ params, portal }) => {
		const group = groupIdSchema.safeParse(params.group);
		return json(group.success ? await portal.store.snapshots(group.data) : []);
	}),
	/** Keeps the counts of now. */
	POST: asHelpdesk(async ({ request, params, portal, agent }) => {
		const { limits, store } = portal;
		const held = heldBack(limits.cohorts, agent.id);
		if (held) return held;
		const group = groupIdSchema.safeParse(params.group);
		if (!group.success) return problem("body-mistaken", "The group must be Entra's object id.");
		const body = await readBody(request, countsSchema);
		if (!body.ok) return problem(body.code, body.detail);
		await store.saveSnapshot(group.data, { at: now(), counts: body.value });
		return json(await store.snapshots(group.data));
	}),
});
