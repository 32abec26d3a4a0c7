import { routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { streamWatch } from "#lib/server/streams/watch-stream.ts";
import { findWatch } from "#lib/server/watches/find-watch.ts";

export const dynamic = "force-dynamic";

/** The state of a watch as server-sent events, for whoever has its ticket. */
export const { GET, POST, PUT, PATCH, DELETE } = routes<{ ticket: string }>({
	GET: async ({ request, params, portal }) => {
		const found = await findWatch(portal.watches, params.ticket);
		return found.ok ? streamWatch(request, portal.watches, found.watch) : problem(found.code);
	},
});
