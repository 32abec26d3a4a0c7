import { now } from "#lib/clock/clock.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { AT_ONCE } from "#lib/interface/limits.ts";
import type { Log } from "#lib/log.ts";
import { SECURITY_HEADERS } from "#lib/server/http/security-headers.ts";
import type { Watches } from "#lib/server/watches/watches.ts";

/**
 * The interval at which a stream sends something; the page treats three missing heartbeats as a
 * lost connection.
 */
const HEARTBEAT_MS = 15_000;
/** Watches are spread over slots, so that thousands of heartbeats are not due at the same moment. */
const SLOTS = 15;
/** A client with more unread output than this is disconnected; the page reconnects by itself. */
const MAX_UNREAD_BYTES = 64 * 1024;
/** The page waits this long before it reconnects. */
const RETRY_MS = 2_000;

const STREAM_HEADERS = {
	...SECURITY_HEADERS,
	"Content-Type": "text/event-stream; charset=utf-8",
	// `no-transform` keeps proxies from compressing, which would delay events.
	"Cache-Control": "no-store, no-transform",
	"X-Accel-Buffering": "no",
	// No further request on this connection, so that shutdown does not wait for it.
	Connection: "close",
};

/** The part of Node's response that a stream needs. A web stream for each would cost 50 KB more. */
export type StreamResponse = {
	writeHead(status: number, headers: Record<string, string>): unknown;
	write(text: string): unknown;
	end(): unknown;
	destroy(): unknown;
	on(event: "close", listener: () => void): unknown;
	readonly writableLength: number;
	readonly writableEnded: boolean;
};

/** A request to view a watch: `known` is the revision that the page already has. */
type Viewing = { watch: Watch; known: number | undefined; address: string };

/** The open event streams of one server. */
export type Streams = {
	/** @returns whether this address may open one more stream of this watch */
	isFree(viewing: Pick<Viewing, "watch" | "address">): boolean;
	/**
	 * Streams a watch: event `watch` with the whole view at every new revision, whose number is the
	 * id, and `checked` as heartbeat. A page that reconnects with the current revision only gets what
	 * is new.
	 */
	open(response: StreamResponse, viewing: Viewing): void;
	/** How many are open. */
	count(): number;
	/** Ends every stream: the server does not stop before its responses have ended. */
	stop(): void;
};

/** One page that views a watch, and the last revision that it has. */
type Viewer = { response: StreamResponse; revision: number; isCurrent: boolean };

/** All viewers of one watch: each event is serialised once for all of them. */
type Subscribers = { ticket: string; viewers: Set<Viewer>; stopListening(): void };

/** Creates the streams of a server; one timer serves all of them. */
export function createStreams(watches: Watches, log: Log): Streams {
	const byTicket = new Map<string, Subscribers>();
	const slots = Array.from({ length: SLOTS }, () => new Set<Subscribers>());
	const byAddress = new Map<string, number>();
	const stopHeartbeats = startHeartbeats(slots, watches);

	function gather(ticket: string): Subscribers {
		const viewers = new Set<Viewer>();
		const stopListening = watches.live.listen(ticket, (watch) => {
			if (watch) void sendView(watch, viewers);
			else endAll(viewers);
		});
		const subscribers = { ticket, viewers, stopListening };
		byTicket.set(ticket, subscribers);
		slots.reduce((least, one) => (one.size < least.size ? one : least)).add(subscribers);
		return subscribers;
	}

	function leave(subscribers: Subscribers, viewer: Viewer, address: string): void {
		subscribers.viewers.delete(viewer);
		const others = (byAddress.get(address) ?? 1) - 1;
		if (others > 0) byAddress.set(address, others);
		else byAddress.delete(address);
		if (subscribers.viewers.size > 0) return;
		subscribers.stopListening();
		for (const one of slots) one.delete(subscribers);
		if (byTicket.get(subscribers.ticket) === subscribers) byTicket.delete(subscribers.ticket);
	}

	/**
	 * Sends a revision to the viewers that lack it. If it cannot be created, they are disconnected
	 * and reconnect.
	 */
	async function sendView(watch: Watch, viewers: Iterable<Viewer>): Promise<void> {
		if ([...viewers].every(({ revision }) => revision === watch.revision)) return;
		const view = await watches.view(watch).catch((error: unknown) => {
			log.error("stream-failed", { error });
		});
		if (!view) return endAll(viewers);
		const frame = eventFrame({ name: "watch", id: view.revision, data: view });
		for (const viewer of viewers) {
			if (viewer.revision === view.revision) continue;
			// A newer view that was ready sooner has made this one obsolete.
			if (viewer.isCurrent && view.revision < viewer.revision) continue;
			viewer.revision = view.revision;
			viewer.isCurrent = true;
			send(viewer.response, frame);
			if (view.state === "ended") viewer.response.end();
		}
	}

	return {
		isFree({ watch, address }) {
			const ofWatch = byTicket.get(watch.ticket)?.viewers.size ?? 0;
			const { streamsOfTicket, streamsOfAddress } = AT_ONCE;
			const ofAddress = byAddress.get(address) ?? 0;
			return ofWatch < streamsOfTicket.most && ofAddress < streamsOfAddress.most;
		},
		open(response, { watch, known, address }) {
			const subscribers = byTicket.get(watch.ticket) ?? gather(watch.ticket);
			const viewer: Viewer = { response, revision: known ?? 0, isCurrent: false };
			subscribers.viewers.add(viewer);
			byAddress.set(address, (byAddress.get(address) ?? 0) + 1);
			response.on("close", () => leave(subscribers, viewer, address));
			response.writeHead(200, STREAM_HEADERS);
			response.write(`retry: ${RETRY_MS}\n\n`);
			void sendView(watches.live.get(watch.ticket) ?? watch, [viewer]);
		},
		count: () => [...byAddress.values()].reduce((sum, one) => sum + one, 0),
		stop() {
			stopHeartbeats();
			for (const { viewers } of [...byTicket.values()]) endAll(viewers);
		},
	};
}

/** Sends the heartbeats of one slot after the other. @returns a function that ends it */
function startHeartbeats(slots: readonly Set<Subscribers>[], watches: Watches): () => void {
	let slot = 0;
	const timer = setInterval(() => {
		slot = (slot + 1) % SLOTS;
		const frameOf = heartbeats(watches);
		for (const { ticket, viewers } of slots[slot] ?? []) {
			const frame = frameOf(ticket);
			for (const { response } of viewers) send(response, frame);
		}
	}, HEARTBEAT_MS / SLOTS);
	timer.unref();
	return () => clearInterval(timer);
}

function send(response: StreamResponse, frame: string): void {
	// The response stays open until the client has read everything; writing to it would crash the process.
	if (response.writableEnded) return;
	if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
	else response.write(frame);
}

function endAll(viewers: Iterable<Viewer>): void {
	for (const { response } of [...viewers]) response.end();
}

/** The heartbeats of one moment. Nearly all are the same, since a controller's answer covers everybody. */
function heartbeats(watches: Watches): (ticket: string) => string {
	const sentAt = now();
	const checkedAtOf = watches.checkedNow();
	const frames = new Map<number | undefined, string>();
	return (ticket) => {
		const checkedAt = checkedAtOf(ticket);
		const key = checkedAt?.getTime();
		const frame = frames.get(key) ?? eventFrame({ name: "checked", data: { checkedAt, sentAt } });
		frames.set(key, frame);
		return frame;
	};
}

/** One server-sent event (WHATWG HTML, 9.2). */
type StreamEvent = { name: string; id?: number | undefined; data: unknown };

/** The text of an event, created once for all streams that get it. */
function eventFrame({ name, id, data }: StreamEvent): string {
	const head = id === undefined ? "" : `id: ${id}\n`;
	return `${head}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
