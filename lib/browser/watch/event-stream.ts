import { EventSourceParserStream } from "eventsource-parser/stream";
import { backoffMs } from "#lib/core/backoff.ts";
import { connectionStatus } from "./connection-status.ts";
import { pauseUnlessWaking, watchForSilence } from "./silence.ts";

export type StreamEvent = { event: string; data: string; id?: string | undefined };

const LONGEST_PAUSE_MS = 30_000;
/**
 * The server sends the first bytes of every stream at once, so silence means that a proxy buffers
 * all of it.
 */
const FIRST_BYTES_MS = 8_000;
/** If stream after stream is cut this soon, as by a proxy after the first bytes, streams do not get through. */
const SOON_CUT_MS = 10_000;
const MOST_CUTS = 5;
/** The polling interval where no stream gets through, and how long before a stream is tried again. */
const READ_EVERY_MS = 10_000;
const READ_FOR_MS = 5 * 60_000;
/** The time limit of one such read. */
const READ_LIMIT_MS = 20_000;

/** The server has nothing to stream: the watch is unknown or has ended. */
export class StreamRefused extends Error {
	override name = "StreamRefused";
	readonly status: number;
	constructor(status: number) {
		super(`The stream was refused with ${status}`);
		this.status = status;
	}
}

/** The portal's server accepts no more streams; the state itself can still be read. */
class StreamsFull extends Error {
	override name = "StreamsFull";
}

type Options = {
	signal: AbortSignal;
	/** The last event already received. */
	lastId: string | undefined;
	/** Called when the connection has been lost for some seconds, and when it is back. */
	onConnection: (isConnected: boolean) => void;
};

/**
 * Reads a watch's state, then its server-sent events with `fetch`, for ever: reconnects with `Last-Event-ID`, with
 * growing pauses but at once when the network returns. After a silence, such as a sleeping
 * computer's, everything is read again, so that nothing outdated appears current. Where a proxy
 * or an antivirus buffers streams or cuts each at once, or the server accepts no more, the state itself is
 * polled slowly.
 *
 * @param url of the stream; without the trailing `/events` it is that of the state
 * @throws StreamRefused when the portal's server has no such watch, or no longer
 */
export async function* streamEvents(
	url: string,
	{ signal, lastId: known, onConnection }: Options,
): AsyncGenerator<StreamEvent> {
	let lastId = known;
	let retryMs = 1_000;
	let failures = 0;
	/** Consecutive streams that fell silent. */
	let silences = 0;
	/** Consecutive streams that were cut soon. */
	let cuts = 0;
	const connection = connectionStatus(onConnection);
	try {
		// The state alone comes sooner, also where streams are held back.
		if (lastId === undefined) yield* readStates(url, { signal, connection, forMs: 0 });
		while (!signal.aborted) {
			const attempt = startAttempt(signal, () => connection.there());
			let isFull = false;
			try {
				const response = await openStream(url, lastId, attempt.signal);
				failures = 0;
				const parser = new EventSourceParserStream({
					onRetry(ms) {
						retryMs = ms;
					},
				});
				const messages = response
					.pipeThrough(reporting(attempt.received))
					.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
					.pipeThrough(parser);
				for await (const { id, event = "message", data } of each(messages)) {
					if (id !== undefined) lastId = id;
					yield { event, data, id };
				}
			} catch (error) {
				if (error instanceof StreamRefused) throw error;
				isFull = error instanceof StreamsFull;
			} finally {
				attempt.stop();
			}
			if (signal.aborted) return;
			if (attempt.hasReceived()) cuts = attempt.lastedMs() < SOON_CUT_MS ? cuts + 1 : 0;
			if (isFull || cuts > MOST_CUTS) {
				yield* readStates(url, { signal, connection, forMs: READ_FOR_MS });
			} else if (attempt.wasSilent()) {
				silences += 1;
				lastId = undefined;
				// The page may be outdated by now.
				if (attempt.hasReceived()) connection.lost();
				const isBuffered = silences > 1 || !attempt.hasReceived();
				yield* readStates(url, { signal, connection, forMs: isBuffered ? READ_FOR_MS : 0 });
			} else {
				silences = 0;
				// Offline, waiting is pointless.
				if (navigator.onLine === false) connection.lost();
				else connection.mayBeLost();
				if (await pauseUnlessWaking(pauseMs(retryMs, ++failures), signal)) failures = 0;
			}
		}
	} finally {
		connection.stop();
	}
}

/** Reads the state once, then every ten seconds for `forMs`. Missing answers are skipped. */
async function* readStates(
	url: string,
	{
		signal,
		connection,
		forMs,
	}: { signal: AbortSignal; connection: ReturnType<typeof connectionStatus>; forMs: number },
): AsyncGenerator<StreamEvent> {
	const stateUrl = url.replace(/\/events$/, "");
	const until = performance.now() + forMs;
	while (!signal.aborted) {
		const data = await readState(stateUrl, signal);
		if (signal.aborted) return;
		if (data === undefined) connection.mayBeLost();
		else {
			connection.there();
			yield { event: "watch", data };
		}
		if (performance.now() >= until) return;
		await pauseUnlessWaking(READ_EVERY_MS, signal);
	}
}

/** @returns the state as JSON; `undefined`: no answer came */
async function readState(url: string, outer: AbortSignal): Promise<string | undefined> {
	const signal = AbortSignal.any([outer, AbortSignal.timeout(READ_LIMIT_MS)]);
	try {
		const response = await fetch(url, { cache: "no-store", signal });
		if (isRefusal(response)) throw new StreamRefused(response.status);
		return response.ok && isOf(response, "application/json") ? await response.text() : undefined;
	} catch (error) {
		if (error instanceof StreamRefused) throw error;
		return undefined;
	}
}

/** Grows, with jitter: a server that is back must not be hit by all pages at once. */
function pauseMs(firstMs: number, failures: number): number {
	const ms = backoffMs(failures, { firstMs, longestMs: LONGEST_PAUSE_MS });
	return ms * (0.5 + Math.random() / 2);
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
	if (response.status === 429 && isFromPortal(response)) throw new StreamsFull();
	const isStream = response.ok && isOf(response, "text/event-stream");
	if (!isStream || !response.body) throw new Error(`HTTP ${response.status}`);
	return response.body;
}

/** A refusal by an overloaded proxy, or one that has briefly lost its server, is temporary. */
function isRefusal(response: Response): boolean {
	return (response.status === 404 || response.status === 410) && isFromPortal(response);
}

function isFromPortal(response: Response): boolean {
	return isOf(response, "application/problem+json");
}

/** A captive portal answers everything with 200 and an HTML page. */
function isOf({ headers }: Response, type: string): boolean {
	return headers.get("content-type")?.startsWith(type) === true;
}

/** Safari cannot iterate over a stream itself. */
async function* each<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
	const reader = stream.getReader();
	for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** Aborts after a silence, when the network goes down, or when the outer signal does. */
function startAttempt(outer: AbortSignal, onHeard: () => void) {
	const controller = new AbortController();
	const abort = () => controller.abort();
	let wasSilent = false;
	let hasReceived = false;
	const onSilence = () => {
		wasSilent = true;
		abort();
	};
	const startedMs = performance.now();
	const silence = watchForSilence(onSilence);
	const firstBytes = setTimeout(onSilence, FIRST_BYTES_MS);
	outer.addEventListener("abort", abort, { once: true });
	window.addEventListener("offline", abort, { once: true });
	return {
		signal: controller.signal,
		received() {
			clearTimeout(firstBytes);
			hasReceived = true;
			silence.reset();
			onHeard();
		},
		wasSilent: () => wasSilent,
		hasReceived: () => hasReceived,
		lastedMs: () => performance.now() - startedMs,
		stop() {
			clearTimeout(firstBytes);
			silence.stop();
			outer.removeEventListener("abort", abort);
			window.removeEventListener("offline", abort);
			abort();
		},
	};
}

function reporting(onChunk: () => void): TransformStream<Uint8Array, Uint8Array> {
	return new TransformStream({
		transform(chunk, controller) {
			onChunk();
			controller.enqueue(chunk);
		},
	});
}
