import { routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { knownRevision } from "#lib/server/streams/answer-events.ts";
import { eventFrame } from "#lib/server/streams/event-frame.ts";
import { STREAM_HEADERS, STREAM_START } from "#lib/server/streams/open-streams.ts";
import { findWatch } from "#lib/server/watches/find-watch.ts";

export const dynamic = "force-dynamic";

/**
 * `answerEvents` answers this call before Next does, except to those who come while the server starts.
 * They are told what is so now, and come back for the stream.
 */
export const { GET, POST, PUT, PATCH, DELETE } = routes<{ ticket: string }>({
	GET: async ({ request, params, portal }) => {
		const found = await findWatch(portal.watches, params.ticket);
		if (!found.ok) return problem(found.code);
		const view = await portal.watches.view(found.watch);
		const isKnown = knownRevision(request.headers.get("last-event-id")) === view.revision;
		const frame = eventFrame({ name: "watch", id: view.revision, data: view });
		const text = isKnown ? STREAM_START : `${STREAM_START}${frame}`;
		return new Response(text, { headers: STREAM_HEADERS });
	},
});
