import { SECURITY_HEADERS } from "#lib/server/http/security-headers.ts";

/** A stream stays open by saying something this often; the page takes three silences for a lost one. */
const HEARTBEAT_MS = 15_000;
/** Streams take turns, so that thousands of heartbeats are not all due in one moment. */
const TURNS = 15;
/** Who has not read this much is let go; the page comes back by itself. */
const MAX_UNREAD_BYTES = 64 * 1024;
/** The page waits this long before it comes back. */
const RETRY_MS = 2_000;

export const STREAM_HEADERS = {
	"Content-Type": "text/event-stream; charset=utf-8",
	// `no-transform` keeps everything on the way from compressing, which would hold back events.
	"Cache-Control": "no-store, no-transform",
	"X-Accel-Buffering": "no",
};

/** What a stream needs of Node's answer to a request. A web stream for each would cost 50 KB more. */
export type StreamResponse = {
	writeHead(status: number, headers: Record<string, string>): unknown;
	write(text: string): unknown;
	end(): unknown;
	destroy(): unknown;
	on(event: "close", listener: () => void): unknown;
	readonly writableLength: number;
};

/** An open event stream. */
export type EventStream = {
	/** Sends the text of an event (`eventFrame`). A client that does not read is let go. */
	send(frame: string): void;
	close(): void;
};

/** What speaks to one or more streams. */
type Voice = {
	/** Time for a heartbeat to each of its streams. */
	beat(): void;
	/** Ends its streams. */
	close(): void;
};

type Voices = { all: Set<Voice>; turns: Set<Voice>[] };

/** Bundles of Next share only the global object; see `portal.ts`. */
const shared = globalThis as { keyturnVoices?: Voices };

/** One timer serves all streams. */
function voices(): Voices {
	shared.keyturnVoices ??= startVoices();
	return shared.keyturnVoices;
}

function startVoices(): Voices {
	const turns = Array.from({ length: TURNS }, () => new Set<Voice>());
	let turn = 0;
	setInterval(() => {
		turn = (turn + 1) % TURNS;
		for (const voice of turns[turn] ?? []) voice.beat();
	}, HEARTBEAT_MS / TURNS).unref();
	return { all: new Set(), turns };
}

/** Lets a voice take its turn at heartbeats until the returned function is called. */
export function addVoice(voice: Voice): () => void {
	const { all, turns } = voices();
	const turn = turns.reduce((least, one) => (one.size < least.size ? one : least));
	all.add(voice);
	turn.add(voice);
	return () => {
		all.delete(voice);
		turn.delete(voice);
	};
}

/** Ends every open stream. Until then `next start` does not stop: it waits for answers to end. */
export function closeStreams(): void {
	for (const voice of [...voices().all]) voice.close();
}

/** The beginning of every stream. */
export const STREAM_START = `retry: ${RETRY_MS}\n\n`;

/**
 * Answers a request with an event stream, on Node's own response. Nothing follows on its connection, so
 * that the server does not wait for it when it stops.
 *
 * @param closed called once when the stream has ended, whoever ended it
 */
export function openStream(response: StreamResponse, closed: () => void): EventStream {
	response.on("close", closed);
	response.writeHead(200, { ...SECURITY_HEADERS, ...STREAM_HEADERS, Connection: "close" });
	response.write(STREAM_START);
	return {
		send(frame) {
			if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
			else response.write(frame);
		},
		close: () => void response.end(),
	};
}
