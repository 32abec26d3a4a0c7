import { z } from "zod";
import { now } from "#lib/server/clock/clock.ts";
import { asCaller, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { readBody } from "#lib/server/http/read-body.ts";
import { recordChange } from "#lib/server/watches/record-change.ts";

export const dynamic = "force-dynamic";

const MAX_AGE_MS = 72 * 60 * 60_000;
const MAX_AHEAD_MS = 10 * 60_000;

const changeSchema = z.strictObject({
	changedAt: z.iso.datetime({ error: "must be an instant in UTC like 2026-11-22T10:00:00Z" }),
});

/** The change has happened. Sent again, the later report corrects the time. */
export const { GET, POST, PUT, PATCH, DELETE } = routes<{ ticket: string }>({
	PUT: asCaller(async ({ request, caller, params, portal }) => {
		const body = await readBody(request, changeSchema);
		if (!body.ok) return problem(body.code, body.detail);
		const changedAt = new Date(body.value.changedAt);
		const ageMs = now().getTime() - changedAt.getTime();
		if (ageMs > MAX_AGE_MS || ageMs < -MAX_AHEAD_MS) {
			return problem("body-mistaken", "changedAt: must lie in the last 72 hours.");
		}
		const own = { ticket: params.ticket, personId: caller.id };
		const found = await recordChange(portal.watches, own, changedAt);
		return found.ok ? json(await portal.watches.view(found.watch)) : problem(found.code);
	}),
});
