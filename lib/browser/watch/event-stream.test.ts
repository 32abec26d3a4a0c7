import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type StreamEvent, streamEvents } from "./event-stream.ts";

const asked: (string | null)[] = [];
const reads: number[] = [];
type Answer = Response | ((signal: AbortSignal) => Promise<Response>);
let answers: Answer[] = [];
let state = () => Response.error();
beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal("window", new EventTarget());
	vi.stubGlobal("document", new EventTarget());
	vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
		if (url === "/watch") {
			reads.push(Date.now());
			return state();
		}
		asked.push(new Headers(init.headers).get("last-event-id"));
		const answer = answers.shift() ?? Response.error();
		if (answer instanceof Response) return answer;
		return await answer(init.signal as AbortSignal);
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	asked.length = 0;
	reads.length = 0;
	state = () => Response.error();
});

const STREAM = { headers: { "content-type": "text/event-stream; charset=utf-8" } };
const events = (text: string) => new Response(text, STREAM);
const stateOf = (text: string) => () =>
	new Response(text, { headers: { "content-type": "application/json" } });
/** A captive portal's answer. */
const othersPage = () =>
	new Response("<html>Sign in to this network</html>", {
		headers: { "content-type": "text/html" },
	});
const problem = (status: number) =>
	new Response("{}", { status, headers: { "content-type": "application/problem+json" } });

/** Reads until this many events have arrived, the stream is refused, or time is up. */
async function read(most: number, forMs = 300_000, lastId?: string) {
	const stop = new AbortController();
	const streamed: StreamEvent[] = [];
	const connections: boolean[] = [];
	const reading = (async () => {
		const onConnection = (isConnected: boolean) => void connections.push(isConnected);
		const options = { signal: stop.signal, lastId, onConnection };
		for await (const event of streamEvents("/watch/events", options)) {
			streamed.push(event);
			if (streamed.length === most) stop.abort();
		}
		return "ended";
	})().catch((error: Error) => error.message);
	await vi.advanceTimersByTimeAsync(forMs);
	stop.abort();
	return { received: streamed.map(({ data }) => data), connections, end: await reading };
}

test("the state comes before the stream, but not where it is known already", async () => {
	answers = [events("data: one\n\n"), events("data: two\n\n")];
	state = stateOf("state");
	expect((await read(2)).received).toEqual(["state", "one"]);
	expect((await read(1, 1_000, "7")).received).toEqual(["two"]);
	expect(asked).toEqual([null, "7"]);
});

test("a watch that is gone is not streamed", async () => {
	state = () => problem(410);
	expect((await read(1)).end).toBe("The stream was refused with 410");
	expect(asked).toEqual([]);
});

test("a stream that breaks off resumes from its last event", async () => {
	answers = [events("id: 7\nevent: watch\ndata: one\n\n"), events("data: two\n\n")];
	const { received, connections } = await read(2);
	expect(received).toEqual(["one", "two"]);
	expect(asked).toEqual([null, "7"]);
	expect(connections).toEqual([true]);
});

test.each([
	["an overloaded proxy", new Response("", { status: 429 })],
	["a proxy without a server behind it", new Response("404 page not found", { status: 404 })],
	["a proxy that wants another sign-in", new Response("", { status: 401 })],
	["a restarting server", new Response("", { status: 503 })],
	["a broken connection", Response.error()],
	["a captive portal", othersPage()],
])("%s does not end it: the page retries", async (_what, answer) => {
	answers = [answer, events("data: one\n\n")];
	expect(await read(1)).toMatchObject({ received: ["one"], connections: [true] });
});

test.each([404, 410])("the portal's own %d ends it", async (status) => {
	answers = [problem(status), events("data: one\n\n")];
	const { received, end } = await read(1);
	expect({ received, end }).toEqual({ received: [], end: `The stream was refused with ${status}` });
	expect(asked).toHaveLength(1);
});

const aborted = (signal: AbortSignal) =>
	new Promise<never>((_, reject) => {
		signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
	});

/** No response head ever arrives. */
const silent: Answer = (signal) => aborted(signal);

/** This text arrives, and nothing after it. */
const stuckAfter =
	(text: string): Answer =>
	async (signal) =>
		new Response(
			new ReadableStream({
				start(controller) {
					controller.enqueue(new TextEncoder().encode(text));
					aborted(signal).catch((error) => controller.error(error));
				},
			}),
			STREAM,
		);

test("with a server that accepts no more streams the state is polled slowly, and no connection is lost", async () => {
	answers = [problem(429), events("data: one\n\n")];
	state = stateOf("state");
	const { received, connections } = await read(33, 310_000);
	expect(received.filter((one) => one === "state")).toHaveLength(32);
	expect(received.at(-1)).toBe("one");
	expect(connections).toEqual([true]);
});

test("a stream that is held back is replaced by slow polling, and retried after five minutes", async () => {
	answers = [silent, events("data: live\n\n")];
	state = stateOf('{"revision":1}');
	const { received, connections } = await read(100);
	expect(received[0]).toBe('{"revision":1}');
	// Eight seconds are spent waiting for the stream.
	expect(reads[1]).toBe((reads[0] ?? 0) + 8_000);
	expect(reads[2]).toBe((reads[1] ?? 0) + 10_000);
	expect(reads).toHaveLength(31);
	expect(asked).toHaveLength(1);
	expect(connections).toEqual([true]);
	answers = [silent, events("data: live\n\n")];
	expect((await read(100, 330_000)).received.at(-1)).toBe("live");
});

test("a stream that falls silent after it started is read once, then retried, then polled slowly", async () => {
	const stuck = stuckAfter("id: 1\ndata: one\n\n");
	answers = [stuck, stuck, stuck];
	state = stateOf('{"revision":2}');
	const { received, connections } = await read(100);
	const read2 = '{"revision":2}';
	expect(received.slice(0, 5)).toEqual([read2, "one", read2, "one", read2]);
	expect(asked).toEqual([null, null]);
	expect(reads.length).toBeGreaterThan(15);
	expect(connections).toEqual([true, false, true, false, true]);
});

test("a stream that is cut repeatedly is not a loss while reconnecting works", async () => {
	answers = Array.from({ length: 5 }, (_, index) => events(`id: ${index}\ndata: ${index}\n\n`));
	const { received, connections } = await read(5);
	expect(received).toHaveLength(5);
	expect(connections).toEqual([true]);
});

test("if each stream is cut after its first bytes the state is polled slowly, and no connection is lost", async () => {
	answers = Array.from({ length: 999 }, () => events("data: one\n\n"));
	state = stateOf("state");
	const { received, connections } = await read(999, 610_000);
	expect(asked.length).toBeLessThan(9);
	expect(received.filter((one) => one === "state").length).toBeGreaterThan(55);
	expect(connections).toEqual([true]);
});

test("a loss is reported when reconnecting fails for some seconds, with and without a stream", async () => {
	answers = [
		events("data: one\n\n"),
		...Array.from({ length: 9 }, () => Response.error()),
		events("data: two\n\n"),
	];
	expect((await read(2)).connections).toEqual([true, false, true]);
	answers = [silent];
	expect((await read(2)).connections).toEqual([false]);
});

test("a captive portal's page is never shown, and is a loss like any other", async () => {
	answers = [events("data: one\n\n"), ...Array.from({ length: 999 }, othersPage)];
	expect(await read(2)).toMatchObject({ received: ["one"], connections: [true, false] });
	answers = [silent];
	state = othersPage;
	expect(await read(1)).toMatchObject({ received: [], connections: [false] });
});

test("a poll also detects a watch that has ended", async () => {
	answers = [silent];
	state = () => problem(410);
	expect((await read(1)).end).toBe("The stream was refused with 410");
});

test("a loss is reported at once when the browser knows that it is offline", async () => {
	vi.stubGlobal("navigator", { onLine: false });
	answers = [events("data: one\n\n"), events("data: two\n\n")];
	expect((await read(2)).connections).toEqual([true, false, true]);
});
