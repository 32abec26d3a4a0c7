import type { Watch } from "#lib/core/watch/watch.ts";
import type { Watches } from "#lib/server/watches/watches.ts";
import { type EventStream, eventStream } from "./open-streams.ts";

/**
 * Streams a watch: event `watch` with the whole view at every new revision, whose number is the id, and
 * `checked` as heartbeat. Who comes back with the revision of before gets only what is new.
 */
export async function streamWatch(
	request: Request,
	watches: Watches,
	watch: Watch,
): Promise<Response> {
	const known = Number(request.headers.get("last-event-id"));
	const first = await watches.view(watch);
	return eventStream(request, (stream) => {
		const stopListening = watches.live.listen(watch.ticket, (next) => {
			void tell(stream, watches, next);
		});
		// The watch may have moved between reading it and listening to it.
		const latest = watches.live.get(watch.ticket) ?? watch;
		if (latest.revision !== watch.revision) void tell(stream, watches, latest);
		else if (known !== watch.revision) send(stream, first);
		return { beat: () => heartbeat(watches, watch.ticket), closed: stopListening };
	});
}

async function tell(stream: EventStream, watches: Watches, watch: Watch): Promise<void> {
	const view = await watches.view(watch);
	send(stream, view);
	if (view.state === "ended") stream.close();
}

function send(stream: EventStream, view: Awaited<ReturnType<Watches["view"]>>): void {
	stream.send({ name: "watch", id: view.revision, data: view });
}

/** When the controllers were last read; a watch that is no longer live has nothing new. */
function heartbeat(watches: Watches, ticket: string) {
	const read = watches.live
		.get(ticket)
		?.records.filter((r) => r.latest.kind !== "unread")
		.map((r) => r.latest.readAt.getTime());
	const checkedAt = read && read.length > 0 ? new Date(Math.max(...read)) : undefined;
	return { name: "checked", data: { checkedAt, sentAt: new Date() } };
}
