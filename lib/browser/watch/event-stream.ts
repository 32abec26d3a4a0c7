import { EventSourceParserStream } from "eventsource-parser/stream";
import { pauseUnlessWaking, watchForSilence } from "./silence.ts";

export type StreamEvent = { event: string; data: string; id?: string | undefined };

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

type Options = {
	signal: AbortSignal;
	/** The last event that is known already. */
	lastId: string | undefined;
	/** Told whenever the connection is lost or there again. */
	onConnection: (isConnected: boolean) => void;
};

/**
 * Reads server-sent events by `fetch`, for ever: comes back after a lost connection with
 * `Last-Event-ID`, ever more slowly but at once when the network returns. After a silence, as a sleeping
 * computer hears it, everything is read anew, so that nothing old passes for current.
 *
 * @throws StreamRefused when the portal's server says that there is no such watch, or no more
 */
export async function* streamEvents(
	url: string,
	{ signal, lastId: known, onConnection }: Options,
): AsyncGenerator<StreamEvent> {
	let lastId = known;
	let retryMs = 1_000;
	let failures = 0;
	while (!signal.aborted) {
		const attempt = startAttempt(signal);
		try {
			const response = await openStream(url, lastId, attempt.signal);
			failures = 0;
			onConnection(true);
			const parser = new EventSourceParserStream({
				onRetry(ms) {
					retryMs = ms;
				},
			});
			const messages = response
				.pipeThrough(fed(attempt.heard))
				.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
				.pipeThrough(parser);
			for await (const { id, event = "message", data } of each(messages)) {
				if (id !== undefined) lastId = id;
				yield { event, data, id };
			}
		} catch (error) {
			if (error instanceof StreamRefused) throw error;
		} finally {
			attempt.stop();
		}
		if (signal.aborted) return;
		onConnection(false);
		if (attempt.wasSilent()) lastId = undefined;
		else if (await pauseUnlessWaking(pauseMs(retryMs, failures++), signal)) failures = 0;
	}
}

/** Ever longer, and never the same for everybody: a server that is back is not to be asked by all at once. */
function pauseMs(retryMs: number, failures: number): number {
	return Math.min(MAX_PAUSE_MS, retryMs * 2 ** failures) * (0.5 + Math.random() / 2);
}

async function openStream(
	url: string,
	lastId: string | undefined,
	signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
	const headers = {
		Accept: "text/event-stream",
		...(lastId !== undefined && { "Last-Event-ID": lastId }),
	};
	const response = await fetch(url, { headers, cache: "no-store", signal });
	if (isRefusal(response)) throw new StreamRefused(response.status);
	if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
	return response.body;
}

/** A proxy that is overloaded, or finds no server behind it for a moment, refuses nothing for good. */
function isRefusal({ status, headers }: Response): boolean {
	const isFromPortal = headers.get("content-type")?.startsWith("application/problem+json");
	return (status === 404 || status === 410) && isFromPortal === true;
}

/** Safari cannot iterate over a stream itself. */
async function* each<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
	const reader = stream.getReader();
	for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** Aborts after a silence, when the network goes, or when the outer signal does. */
function startAttempt(outer: AbortSignal) {
	const controller = new AbortController();
	const abort = () => controller.abort();
	let wasSilent = false;
	const silence = watchForSilence(() => {
		wasSilent = true;
		abort();
	});
	outer.addEventListener("abort", abort, { once: true });
	window.addEventListener("offline", abort, { once: true });
	return {
		signal: controller.signal,
		heard: silence.heard,
		wasSilent: () => wasSilent,
		stop() {
			silence.stop();
			outer.removeEventListener("abort", abort);
			window.removeEventListener("offline", abort);
			abort();
		},
	};
}

function fed(heard: () => void): TransformStream<Uint8Array, Uint8Array> {
	return new TransformStream({
		transform(chunk, controller) {
			heard();
			controller.enqueue(chunk);
		},
	});
}
