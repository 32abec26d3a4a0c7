/** A stream stays open by saying something this often; the page takes three silences for a lost one. */
const HEARTBEAT_MS = 15_000;
/** A reader that is this many messages behind is let go; it comes back by itself. */
const MAX_BACKLOG = 64;

type Stream = { beat(): void; close(): void };

/** Bundles of Next share only the global object; see `portal.ts`. */
const shared = globalThis as { keyturnStreams?: Set<Stream> };

function openStreams(): Set<Stream> {
	if (!shared.keyturnStreams) {
		const streams = new Set<Stream>();
		shared.keyturnStreams = streams;
		setInterval(() => {
			for (const stream of streams) stream.beat();
		}, HEARTBEAT_MS).unref();
	}
	return shared.keyturnStreams;
}

/** Ends every open stream. Until then `next start` does not stop: it waits for answers to end. */
export function closeStreams(): void {
	for (const stream of [...openStreams()]) stream.close();
}

export type EventStream = {
	/** Sends one event (WHATWG HTML, 9.2 Server-sent events). */
	send(event: { name: string; id?: number; data: unknown }): void;
	close(): void;
};

/**
 * Answers a request with an event stream.
 *
 * @param open called once with the stream; gives what to say as a heartbeat, and what to do at the end
 */
export function eventStream(
	request: Request,
	open: (stream: EventStream) => { beat(): { name: string; data: unknown }; closed(): void },
): Response {
	const encoder = new TextEncoder();
	const body = new ReadableStream<Uint8Array>(
		{
			start(controller) {
				let isOpen = true;
				const stream: Stream & EventStream = {
					send({ name, id, data }) {
						if (!isOpen) return;
						if ((controller.desiredSize ?? 0) < -MAX_BACKLOG) return stream.close();
						const head = id === undefined ? "" : `id: ${id}\n`;
						controller.enqueue(
							encoder.encode(`${head}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
						);
					},
					beat: () => stream.send(held.beat()),
					close() {
						if (!isOpen) return;
						isOpen = false;
						openStreams().delete(stream);
						held.closed();
						try {
							controller.close();
						} catch {
							// The reader has cancelled already.
						}
					},
				};
				openStreams().add(stream);
				request.signal.addEventListener("abort", () => stream.close(), { once: true });
				controller.enqueue(encoder.encode("retry: 2000\n\n"));
				const held = open(stream);
			},
		},
		{ highWaterMark: 0 },
	);
	return new Response(body, {
		headers: {
			"Content-Type": "text/event-stream; charset=utf-8",
			// `no-transform` keeps Next from compressing, which would hold a compressor for every stream.
			"Cache-Control": "no-store, no-transform",
			"X-Accel-Buffering": "no",
		},
	});
}
