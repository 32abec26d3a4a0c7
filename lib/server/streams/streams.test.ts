import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { correctClock } from "#lib/clock/clock.ts";
import { partOf } from "#lib/core/part-of.ts";
import { openWatch, type Watch } from "#lib/core/watch/watch.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import type { Watches } from "#lib/server/watches/watches.ts";
import { createStreams, type StreamResponse, type Streams } from "./streams.ts";

const address = "192.0.2.1";
const START = new Date("2026-11-22T10:00:00Z");
const PERSON = { id: "id", userPrincipalName: "p@contoso.com" };

function watchOf(ticket: string): Watch {
	const opened = openWatch(ticket, PERSON, { now: START });
	return { ...opened, changedAt: START, state: "waiting", revision: 2 };
}

/** Live watches in memory, and how often a view of one was created. */
function liveWatches(...all: Watch[]) {
	const live = new Map(all.map((watch) => [watch.ticket, watch]));
	const listeners = new Map<string, (watch: Watch | undefined) => void>();
	const view = vi.fn(async (watch: Watch) =>
		partOf<WatchView>({
			revision: watch.revision,
			state: watch.ended ? "ended" : watch.state,
		}),
	);
	return {
		view,
		listeners,
		watches: partOf<Watches>({
			view,
			checkedNow: () => () => undefined,
			live: {
				get: (ticket: string) => live.get(ticket),
				listen(ticket: string, listener: (watch: Watch | undefined) => void) {
					listeners.set(ticket, listener);
					return () => listeners.delete(ticket);
				},
			},
		}),
		move(watch: Watch, change: Partial<Watch> = {}) {
			const next = { ...watch, revision: watch.revision + 1, ...change };
			live.set(next.ticket, next);
			listeners.get(next.ticket)?.(next);
			return next;
		},
		forget({ ticket }: Watch) {
			live.delete(ticket);
			listeners.get(ticket)?.(undefined);
		},
	};
}

/** A response that records what is written, until the client disconnects. It may take long to read the rest. */
function fakeResponse({ isSlow = false } = {}) {
	const closed: (() => void)[] = [];
	const written: string[] = [];
	let isOpen = true;
	let isEnded = false;
	const close = () => {
		if (isOpen) for (const listener of closed) listener();
		isOpen = false;
	};
	const end = () => {
		isEnded = true;
		if (!isSlow) close();
	};
	return {
		written,
		events: () => written.join("").match(/event: watch/g)?.length ?? 0,
		isOpen: () => isOpen,
		writableLength: 0,
		get writableEnded() {
			return isEnded;
		},
		writeHead: () => undefined,
		write: (text: string) => written.push(text),
		end,
		destroy: close,
		on: (_event: "close", listener: () => void) => closed.push(listener),
	} satisfies StreamResponse & Record<string, unknown>;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

const open: Streams[] = [];
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

/** The streams of a server that has these watches. */
function streamsOf(watches: Watches): Streams {
	const streams = createStreams(watches, log);
	open.push(streams);
	return streams;
}

beforeEach(() => {
	vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
});
afterEach(() => {
	for (const streams of open.splice(0)) streams.stop();
	vi.useRealTimers();
});

test("a client without a revision gets the whole view, with its revision as id", async () => {
	const watch = watchOf("a");
	const { watches } = liveWatches(watch);
	const page = fakeResponse();
	streamsOf(watches).open(page, { watch, known: undefined, address });
	await settled();
	expect(page.written.join("")).toMatch(
		/^retry: 2000\n\nid: \d+\nevent: watch\ndata: \{"revision":\d+,"state":"\w+"\}\n\n$/,
	);
});

test("a client that reconnects with the current revision gets nothing twice", async () => {
	const watch = watchOf("b");
	const { watches, view } = liveWatches(watch);
	const page = fakeResponse();
	streamsOf(watches).open(page, { watch, known: watch.revision, address });
	await settled();
	expect(page.events()).toBe(0);
	expect(view).not.toHaveBeenCalled();
});

test("a client that reconnects with another revision gets the current one", async () => {
	const watch = watchOf("c");
	const { watches } = liveWatches(watch);
	const page = fakeResponse();
	streamsOf(watches).open(page, { watch, known: watch.revision + 3, address });
	await settled();
	expect(page.events()).toBe(1);
});

test("a new revision is serialised once for all subscribers", async () => {
	const watch = watchOf("d");
	const { watches, view, move } = liveWatches(watch);
	const pages = Array.from({ length: 5 }, () => fakeResponse());
	const streams = streamsOf(watches);
	for (const page of pages) streams.open(page, { watch, known: watch.revision, address });
	move(watch);
	await settled();
	expect(pages.map((page) => page.events())).toEqual([1, 1, 1, 1, 1]);
	expect(view).toHaveBeenCalledTimes(1);
});

test("a change between finding a watch and subscribing to it is sent", async () => {
	const watch = watchOf("e");
	const { watches, move } = liveWatches(watch);
	move(watch);
	const page = fakeResponse();
	streamsOf(watches).open(page, { watch, known: watch.revision, address });
	await settled();
	expect(page.events()).toBe(1);
});

test("a view that is ready late is not sent after that of a newer revision", async () => {
	const watch = watchOf("overtaken");
	const { watches, view, move } = liveWatches(watch);
	const page = fakeResponse();
	const { promise, resolve } = Promise.withResolvers<void>();
	view.mockImplementationOnce(async (old) => {
		await promise;
		return partOf<WatchView>({ revision: old.revision, state: old.state });
	});
	streamsOf(watches).open(page, { watch, known: undefined, address });
	const next = move(watch);
	await settled();
	resolve();
	await settled();
	const ids = [...page.written.join("").matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
	expect(ids).toEqual([next.revision]);
});

test("a watch that has ended ends its streams", async () => {
	const watch = watchOf("f");
	const { watches, move } = liveWatches(watch);
	const page = fakeResponse();
	streamsOf(watches).open(page, { watch, known: watch.revision, address });
	move(watch, { ended: { at: START, reason: "superseded" } });
	await settled();
	expect(page.isOpen()).toBe(false);
});

test("a watch that is forgotten ends its streams", () => {
	const watch = watchOf("forgotten");
	const { watches, forget, listeners } = liveWatches(watch);
	const page = fakeResponse();
	streamsOf(watches).open(page, { watch, known: watch.revision, address });
	forget(watch);
	expect(page.isOpen()).toBe(false);
	expect(listeners.size).toBe(0);
});

test("nothing is written to a stream that has ended, however long its client takes to read", async () => {
	const watch = watchOf("slow");
	const { watches, forget } = liveWatches(watch);
	const page = fakeResponse({ isSlow: true });
	streamsOf(watches).open(page, { watch, known: watch.revision, address });
	forget(watch);
	const written = page.written.length;
	vi.advanceTimersByTime(30_000);
	await settled();
	expect(page.isOpen()).toBe(true);
	expect(page.written).toHaveLength(written);
});

test("a page that cannot be updated is disconnected, and reconnects", async () => {
	const watch = watchOf("z");
	const { watches, view, move } = liveWatches(watch);
	const page = fakeResponse();
	streamsOf(watches).open(page, { watch, known: watch.revision, address });
	view.mockRejectedValueOnce(new Error("the store cannot be read"));
	move(watch);
	await settled();
	expect(page.isOpen()).toBe(false);
	expect(log.error).toHaveBeenCalledWith("stream-failed", expect.anything());
});

test("a heartbeat carries the tenant's time, not this machine's", async () => {
	correctClock(3_600_000);
	const watch = watchOf("clock");
	const page = fakeResponse();
	streamsOf(liveWatches(watch).watches).open(page, { watch, known: watch.revision, address });
	vi.advanceTimersByTime(15_000);
	await settled();
	correctClock(0);
	const [, sentAt = ""] = /"sentAt":"([^"]+)"/.exec(page.written.join("")) ?? [];
	expect(Date.parse(sentAt) - Date.now()).toBeGreaterThan(3_500_000);
});

test("every stream gets a heartbeat within 15 seconds", async () => {
	const pages = Array.from({ length: 40 }, (_, number) => {
		const watch = watchOf(`alive-${number}`);
		const page = fakeResponse();
		streamsOf(liveWatches(watch).watches).open(page, { watch, known: watch.revision, address });
		return page;
	});
	vi.advanceTimersByTime(15_000);
	await settled();
	for (const page of pages) expect(page.written.join("")).toContain("event: checked");
});

test("heartbeats are spread over time", async () => {
	const all = Array.from({ length: 150 }, (_, number) => watchOf(`turn-${number}`));
	const streams = streamsOf(liveWatches(...all).watches);
	const pages = all.map((watch) => {
		const page = fakeResponse();
		streams.open(page, { watch, known: watch.revision, address });
		return page;
	});
	vi.advanceTimersByTime(1_000);
	await settled();
	const reached = pages.filter((page) => page.written.join("").includes("event: checked"));
	expect(reached.length).toBeGreaterThan(0);
	expect(reached.length).toBeLessThanOrEqual(15);
});

test("a client that does not read is disconnected", async () => {
	const watch = watchOf("g");
	const { watches, move } = liveWatches(watch);
	const slow = { ...fakeResponse(), writableLength: 65 * 1024 };
	const quick = fakeResponse();
	const streams = streamsOf(watches);
	for (const page of [slow, quick]) streams.open(page, { watch, known: watch.revision, address });
	move(watch);
	await settled();
	expect([slow.isOpen(), quick.isOpen()]).toEqual([false, true]);
	expect(slow.events()).toBe(0);
});

test("when the last page has gone, the listener is removed", () => {
	const watch = watchOf("h");
	const { watches, listeners } = liveWatches(watch);
	const pages = [fakeResponse(), fakeResponse()];
	const streams = streamsOf(watches);
	for (const page of pages) streams.open(page, { watch, known: watch.revision, address });
	pages[0]?.destroy();
	expect(listeners.size).toBe(1);
	pages[1]?.destroy();
	expect(listeners.size).toBe(0);
});

test("when the portal stops, every stream ends", () => {
	const watch = watchOf("i");
	const { watches } = liveWatches(watch);
	const pages = [fakeResponse(), fakeResponse()];
	const streams = streamsOf(watches);
	for (const page of pages) streams.open(page, { watch, known: undefined, address });
	streams.stop();
	expect(pages.map((page) => page.isOpen())).toEqual([false, false]);
});

test("a watch has at most fifty streams, and a page that leaves frees one", () => {
	const watch = watchOf("j");
	const { watches } = liveWatches(watch);
	const streams = streamsOf(watches);
	const pages = Array.from({ length: 50 }, () => fakeResponse());
	for (const page of pages) {
		expect(streams.isFree({ watch, address })).toBe(true);
		streams.open(page, { watch, known: undefined, address });
	}
	expect(streams.isFree({ watch, address })).toBe(false);
	expect(streams.isFree({ watch: watchOf("k"), address })).toBe(true);
	pages[7]?.destroy();
	expect(streams.isFree({ watch, address })).toBe(true);
});

test("a network address has at most 20,000 streams, whatever they show, and a page that leaves frees one", () => {
	const all = Array.from({ length: 401 }, (_, number) => watchOf(`of-office-${number}`));
	const streams = streamsOf(liveWatches(...all).watches);
	const pages = all.slice(0, 400).flatMap((watch) =>
		Array.from({ length: 50 }, () => {
			const page = fakeResponse();
			streams.open(page, { watch, known: watch.revision, address });
			return page;
		}),
	);
	const watch = all[400] ?? watchOf("nobody");
	expect(streams.isFree({ watch, address })).toBe(false);
	expect(streams.isFree({ watch, address: "198.51.100.9" })).toBe(true);
	pages[7]?.destroy();
	expect(streams.isFree({ watch, address })).toBe(true);
});
