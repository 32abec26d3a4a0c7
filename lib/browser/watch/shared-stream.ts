import { canLock } from "../site/locks.ts";
import { type StreamEvent, StreamRefused, streamEvents } from "./event-stream.ts";
import { wake, watchForSilence } from "./silence.ts";
import { takeTurns } from "./turns.ts";

/** What a page receives from a stream, whichever tab reads it. */
export type StreamMessage =
	| ({ kind: "event" } & StreamEvent)
	| { kind: "connection"; isConnected: boolean }
	/** There is nothing to stream; no more messages follow. */
	| { kind: "refused"; status: number };

/** `since`: when the sending tab became the leader. Messages from a replaced leader are dropped. */
type Message = { kind: "question" } | ((StreamMessage | { kind: "here" }) & { since: number });

/** A leading tab answers at once, even in the background; a frozen one does not. */
const ANSWER_WITHIN_MS = 2_000;

type Options = { signal: AbortSignal; onMessage: (message: StreamMessage) => void };

/**
 * Follows an event stream that all tabs of this browser share: one tab is the leader, reads it and
 * forwards everything. When that tab closes, is frozen or falls silent, another resumes from the
 * last event. Without locks and channels every tab has its own stream.
 */
export async function followSharedStream(
	url: string,
	{ signal, onMessage }: Options,
): Promise<void> {
	const ending = new AbortController();
	signal.addEventListener("abort", () => ending.abort(), { once: true });
	const known = latestMessages((message) => {
		onMessage(message);
		if (message.kind === "refused") ending.abort();
	});
	if (!("BroadcastChannel" in window && (await canLock()))) {
		return await read(url, { signal: ending.signal, known, send: known.take });
	}
	const channel = new BroadcastChannel(url);
	const tab = shareWith(channel, { url, known, end: ending.signal });
	await tab.ended;
	channel.close();
}

/** One of the tabs that share a stream: it leads when it has the lock, else it listens. */
function shareWith(
	channel: BroadcastChannel,
	{ url, known, end }: { url: string; known: Known; end: AbortSignal },
) {
	/** When this tab became the leader; 0 while it is not. */
	let leadingSince = 0;
	/** When the current leader, as last heard, became the leader. */
	let since = 0;
	let answerBy: ReturnType<typeof setTimeout> | undefined;
	const post = (message: Message) => channel.postMessage(message);

	async function lead(turn: AbortSignal): Promise<void> {
		const own = Math.max(Date.now(), since + 1);
		since = own;
		leadingSince = own;
		clearTimeout(answerBy);
		const send = (message: StreamMessage) => {
			if (own < since) return;
			post({ ...message, since: own });
			known.take(message);
		};
		const stop = () => {
			if (leadingSince === own) leadingSince = 0;
		};
		turn.addEventListener("abort", stop, { once: true });
		await read(url, { signal: turn, known, send }).finally(stop);
	}

	function ask(): void {
		if (leadingSince) return;
		post({ kind: "question" });
		clearTimeout(answerBy);
		answerBy = setTimeout(() => !leadingSince && void turns.takeOver(), ANSWER_WITHIN_MS);
	}

	function answer(): void {
		wake();
		for (const message of [{ kind: "here" } as const, ...known.all()]) post({ ...message, since });
	}

	channel.onmessage = ({ data }: MessageEvent<Message>) => {
		if (data.kind === "question") return leadingSince ? answer() : undefined;
		if (data.since < since) return;
		since = data.since;
		silence.reset();
		clearTimeout(answerBy);
		if (data.kind !== "here") known.take(data);
	};
	/** What this page knows may be outdated, so it counts as disconnected until another tab answers. */
	function resync(): void {
		if (leadingSince) return;
		known.take({ kind: "connection", isConnected: false });
		ask();
	}

	const silence = watchForSilence(resync);
	// Messages sent while the page was frozen may have been lost.
	document.addEventListener("resume", resync, { signal: end });
	window.addEventListener("pageshow", (event) => event.persisted && resync(), { signal: end });
	const turns = takeTurns(url, lead, end);
	ask();
	const ended = turns.ended.finally(() => {
		clearTimeout(answerBy);
		silence.stop();
	});
	return { ended };
}

type Known = ReturnType<typeof latestMessages>;

/** Stores the latest message of each kind, for tabs that open later and for the next leader. */
function latestMessages(onMessage: (message: StreamMessage) => void) {
	const events = new Map<string, StreamEvent>();
	let connection: StreamMessage | undefined;
	return {
		take(message: StreamMessage): void {
			if (message.kind === "event") events.set(message.event, message);
			if (message.kind === "connection") connection = message;
			onMessage(message);
		},
		all(): StreamMessage[] {
			const latest = [...events.values()].map((event) => ({ kind: "event" as const, ...event }));
			return connection ? [connection, ...latest] : latest;
		},
		lastId: () => events.get("watch")?.id,
	};
}

/** Reads the stream until it is refused or the signal aborts. */
async function read(
	url: string,
	{
		signal,
		known,
		send,
	}: { signal: AbortSignal; known: Known; send: (message: StreamMessage) => void },
): Promise<void> {
	const onConnection = (isConnected: boolean) => send({ kind: "connection", isConnected });
	const options = { signal, lastId: known.lastId(), onConnection };
	try {
		for await (const event of streamEvents(url, options)) send({ kind: "event", ...event });
	} catch (error) {
		if (!(error instanceof StreamRefused)) throw error;
		send({ kind: "refused", status: error.status });
	}
}
