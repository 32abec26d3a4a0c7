import { asCaller, json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { findWatch } from "#lib/server/watches/find-watch.ts";
import { forgetWatch } from "#lib/server/watches/record-change.ts";

export const dynamic = "force-dynamic";

type Params = { ticket: string };

export const { GET, POST, PUT, PATCH, DELETE } = routes<Params>({
	/** The state of a watch, for whoever has its ticket. */
	GET: async ({ params, portal }) => {
		const found = await findWatch(portal.watches, params.ticket);
		return found.ok ? json(await portal.watches.view(found.watch)) : problem(found.code);
	},
	/** Forgets the caller's own watch. */
	DELETE: asCaller(async ({ caller, params, portal }) => {
		const found = await forgetWatch(portal.watches, {
			ticket: params.ticket,
			personId: caller.id,
		});
		return found.ok ? new Response(null, { status: 204 }) : problem(found.code);
	}),
});
