import { EventSourceParserStream } from "eventsource-parser/stream";

export type StreamEvent = { event: string; data: string };

/** Three heartbeats of the server. */
const STALL_MS = 45_000;
const MAX_PAUSE_MS = 30_000;

/** The server says that there is nothing to stream: the watch is unknown or has ended. */
export class StreamRefused extends Error {
	override name = "StreamRefused";
	readonly status: number;
	constructor(status: number) {
		super(`The stream was refused with ${status}`);
		this.status = status;
	}
}

/**
 * Reads server-sent events by `fetch`, for ever: comes back after a lost connection with
 * `Last-Event-ID`, ever more slowly but at once when the network returns, and takes silence for a loss.
 *
 * @param onConnection told whenever the connection is lost or there again
 * @throws StreamRefused when the server answers with 4xx
 */
export async function* streamEvents(
	url: string,
	signal: AbortSignal,
	onConnection: (isConnected: boolean) => void,
): AsyncGenerator<StreamEvent> {
	let lastId: string | undefined;
	let retryMs = 1_000;
	let failures = 0;
	while (!signal.aborted) {
		const attempt = watchdog(signal);
		try {
			const response = await fetch(url, {
				headers: {
					Accept: "text/event-stream",
					...(lastId !== undefined && { "Last-Event-ID": lastId }),
				},
				cache: "no-store",
				signal: attempt.signal,
			});
			if (response.status >= 400 && response.status < 500) throw new StreamRefused(response.status);
			if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
			failures = 0;
			onConnection(true);
			const parser = new EventSourceParserStream({
				onRetry(ms) {
					retryMs = ms;
				},
			});
			const messages = response.body
				.pipeThrough(fed(attempt.feed))
				.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
				.pipeThrough(parser);
			for await (const message of each(messages)) {
				if (message.id !== undefined) lastId = message.id;
				yield { event: message.event ?? "message", data: message.data };
			}
		} catch (error) {
			if (error instanceof StreamRefused) throw error;
		} finally {
			attempt.stop();
		}
		if (signal.aborted) return;
		onConnection(false);
		await pause(
			Math.min(MAX_PAUSE_MS, retryMs * 2 ** failures++) * (0.5 + Math.random() / 2),
			signal,
		);
	}
}

/** Safari cannot iterate over a stream itself. */
async function* each<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
	const reader = stream.getReader();
	for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** Aborts when nothing was fed for too long, or when the outer signal does. */
function watchdog(outer: AbortSignal) {
	const controller = new AbortController();
	const abort = () => controller.abort();
	outer.addEventListener("abort", abort, { once: true });
	let timer = setTimeout(abort, STALL_MS);
	return {
		signal: controller.signal,
		feed() {
			clearTimeout(timer);
			timer = setTimeout(abort, STALL_MS);
		},
		stop() {
			clearTimeout(timer);
			outer.removeEventListener("abort", abort);
			abort();
		},
	};
}

function fed(feed: () => void): TransformStream<Uint8Array, Uint8Array> {
	return new TransformStream({
		transform(chunk, controller) {
			feed();
			controller.enqueue(chunk);
		},
	});
}

/** Waits, but no longer than until the network is back or the page is looked at again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			window.removeEventListener("online", done);
			document.removeEventListener("visibilitychange", done);
			signal.removeEventListener("abort", done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		window.addEventListener("online", done);
		document.addEventListener("visibilitychange", done);
		signal.addEventListener("abort", done);
	});
}
