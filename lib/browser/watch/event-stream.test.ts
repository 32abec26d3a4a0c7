import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type StreamEvent, streamEvents } from "./event-stream.ts";

const asked: (string | null)[] = [];
let answers: Response[] = [];
beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal("window", new EventTarget());
	vi.stubGlobal("document", new EventTarget());
	vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
		asked.push(new Headers(init.headers).get("last-event-id"));
		return answers.shift() ?? Response.error();
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	asked.length = 0;
});

const events = (text: string) => new Response(text, { status: 200 });
const problem = (status: number) =>
	new Response("{}", { status, headers: { "content-type": "application/problem+json" } });

/** Reads until so many events have come, the stream is refused, or some minutes are over. */
async function read(most: number) {
	const stop = new AbortController();
	const told: StreamEvent[] = [];
	const connections: boolean[] = [];
	const reading = (async () => {
		const onConnection = (isConnected: boolean) => void connections.push(isConnected);
		const options = { signal: stop.signal, lastId: undefined, onConnection };
		for await (const event of streamEvents("/events", options)) {
			told.push(event);
			if (told.length === most) stop.abort();
		}
		return "ended";
	})().catch((error: Error) => error.message);
	await vi.advanceTimersByTimeAsync(300_000);
	stop.abort();
	return { told: told.map(({ data }) => data), connections, end: await reading };
}

test("a stream that breaks off is read on from its last event", async () => {
	answers = [events("id: 7\nevent: watch\ndata: one\n\n"), events("data: two\n\n")];
	const { told, connections } = await read(2);
	expect(told).toEqual(["one", "two"]);
	expect(asked).toEqual([null, "7"]);
	expect(connections).toEqual([true, false, true]);
});

test.each([
	["an overloaded proxy", new Response("", { status: 429 })],
	["a proxy without a server behind it", new Response("404 page not found", { status: 404 })],
	["a proxy that wants another sign-in", new Response("", { status: 401 })],
	["a server that starts again", new Response("", { status: 503 })],
	["a broken connection", Response.error()],
])("%s is no end: the page asks again", async (_what, answer) => {
	answers = [answer, events("data: one\n\n")];
	expect(await read(1)).toMatchObject({ told: ["one"], connections: [false, true] });
});

test.each([404, 410])("the portal's own %d is the end", async (status) => {
	answers = [problem(status), events("data: one\n\n")];
	const { told, end } = await read(1);
	expect({ told, end }).toEqual({ told: [], end: `The stream was refused with ${status}` });
	expect(asked).toHaveLength(1);
});
