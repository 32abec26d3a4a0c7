import { json, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { findWatch } from "#lib/server/watches/find-watch.ts";

export const dynamic = "force-dynamic";

type Params = { ticket: string };

export const { GET, POST, PUT, PATCH, DELETE } = routes<Params>({
	/** The waits behind the forecast of a watch, counted, for whoever has its ticket; or null. */
	GET: async ({ params, portal }) => {
		const found = await findWatch(portal.watches, params.ticket);
		if (!found.ok) return problem(found.code);
		const waits = await portal.watches.knownWaits();
		return json(waits.plot(await portal.watches.isFirstChange(found.watch)));
	},
});
