import type { Watch } from "#lib/core/watch/watch.ts";
import { now } from "#lib/server/clock/clock.ts";
import { createLog } from "#lib/server/log.ts";
import type { Watches } from "#lib/server/watches/watches.ts";
import { eventFrame } from "./event-frame.ts";
import { addVoice, type EventStream, openStream, type StreamResponse } from "./open-streams.ts";

/** One page that looks at a watch, and the last revision that it has. */
type Viewer = { stream: EventStream; revision: number };

/** All who look at one watch: what they are told is written once. */
type Audience = { viewers: Set<Viewer>; end(): void };

const shared = globalThis as { keyturnAudiences?: Map<string, Audience> };

function audiences(): Map<string, Audience> {
	shared.keyturnAudiences ??= new Map();
	return shared.keyturnAudiences;
}

/**
 * Streams a watch: event `watch` with the whole view at every new revision, whose number is the id, and
 * `checked` as heartbeat. Who comes back with the revision of before gets only what is new.
 *
 * @param known the revision that the page has already; `undefined`: none
 */
export function streamWatch(
	response: StreamResponse,
	watches: Watches,
	{ watch, known }: { watch: Watch; known: number | undefined },
): void {
	const audience = audiences().get(watch.ticket) ?? gather(watches, watch.ticket);
	const stream = openStream(response, () => {
		audience.viewers.delete(viewer);
		if (audience.viewers.size === 0) audience.end();
	});
	const viewer: Viewer = { stream, revision: known ?? 0 };
	audience.viewers.add(viewer);
	const latest = watches.live.get(watch.ticket) ?? watch;
	void tell(watches, latest, [viewer]);
}

/** Listens to a watch for as long as anybody looks at it. */
function gather(watches: Watches, ticket: string): Audience {
	const viewers = new Set<Viewer>();
	const close = () => closeAll(viewers);
	const stopListening = watches.live.listen(ticket, (watch) => {
		if (watch) void tell(watches, watch, viewers);
		else close();
	});
	const removeVoice = addVoice({
		beat() {
			heartbeat(watches, ticket).then(
				(frame) => {
					for (const { stream } of viewers) stream.send(frame);
				},
				(error: unknown) => createLog().error("stream-failed", { error }),
			);
		},
		close,
	});
	const audience = {
		viewers,
		end() {
			stopListening();
			removeVoice();
			if (audiences().get(ticket) === audience) audiences().delete(ticket);
		},
	};
	audiences().set(ticket, audience);
	return audience;
}

/**
 * Tells a revision to those of the viewers who do not have it yet. When it cannot be made they are let go:
 * the page comes back by itself, and is not left with what was before.
 */
async function tell(watches: Watches, watch: Watch, viewers: Iterable<Viewer>): Promise<void> {
	if ([...viewers].every(({ revision }) => revision === watch.revision)) return;
	const view = await watches.view(watch).catch((error: unknown) => {
		createLog().error("stream-failed", { error });
	});
	if (!view) return closeAll(viewers);
	const frame = eventFrame({ name: "watch", id: view.revision, data: view });
	for (const viewer of viewers) {
		if (viewer.revision === view.revision) continue;
		viewer.revision = view.revision;
		viewer.stream.send(frame);
		if (view.state === "ended") viewer.stream.close();
	}
}

function closeAll(viewers: Iterable<Viewer>): void {
	for (const { stream } of [...viewers]) stream.close();
}

/** When the controllers were last read; a watch that is no longer live has nothing new. */
async function heartbeat({ live }: Watches, ticket: string): Promise<string> {
	const watch = live.get(ticket);
	const controllers = watch ? (await live.surroundings(watch)).ledger.controllers : [];
	const read = controllers
		.filter((c) => c.latest.kind !== "unread")
		.map((c) => c.latest.readAt.getTime());
	const checkedAt = read.length > 0 ? new Date(Math.max(...read)) : undefined;
	return eventFrame({ name: "checked", data: { checkedAt, sentAt: now() } });
}
