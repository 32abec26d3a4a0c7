import { z } from "zod";
import { asCaller, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { readBody } from "#lib/server/http/read-body.ts";
import { changedAtSchema } from "#lib/server/watches/changed-at.ts";
import { recordChange } from "#lib/server/watches/record-change.ts";

export const dynamic = "force-dynamic";

const changeSchema = z.strictObject({ changedAt: changedAtSchema });

/** The change has happened. Sent again, the later report corrects the time. */
export const { GET, POST, PUT, PATCH, DELETE } = routes<{ ticket: string }>({
	PUT: asCaller(async ({ request, caller, params, portal }) => {
		const body = await readBody(request, changeSchema);
		if (!body.ok) return problem(body.code, body.detail);
		const own = { ticket: params.ticket, personId: caller.id };
		const found = await recordChange(portal.watches, own, body.value.changedAt);
		return found.ok ? json(await portal.watches.view(found.watch)) : problem(found.code);
	}),
});
