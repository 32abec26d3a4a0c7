import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#tools/ports.ts";
import { endProcess } from "#tools/processes.ts";
import { type PlainEvent, startPlainServer } from "./plain-server.ts";
import { measureCpu } from "./process-cpu.ts";
import { memoryOf } from "./process-memory.ts";
import { quantile } from "./table.ts";
import { type Arrivals, startArrivals } from "./watch/arrivals.ts";
import { judge } from "./watch/judge.ts";
import { type Load, startLoad } from "./watch/load.ts";
import { readWatchOptions, type WatchOptions } from "./watch/options.ts";
import { startPortalUnderLoad } from "./watch/portal.ts";
import { type Figures, printFigures, type Usage } from "./watch/report.ts";

const SETTLE_MS = 6_000;
const IDLE_MS = 15_000;
/** The plain server behaves the same all the time, so a shorter run is enough. */
const PLAIN_SECONDS = 20;
/** A state that has not been sent by then never will be. */
const LAST_WORD_MS = 5_000;
/** After a start the portal reads one account per millisecond, which costs more than everything later. */
const READ_FIRST_MS = 1;

/** Thousands of people wait at once: the cost, the delays, and whether any page is sent a false state. */
export async function benchWatch(args: string[]): Promise<void> {
	const options = readWatchOptions(args);
	const load = startLoad();
	try {
		const portal = await measurePortal(load, options);
		const seconds = Math.min(options.seconds, PLAIN_SECONDS);
		const plain = await measurePlain(load, { ...options, seconds });
		printFigures(options, portal, plain);
		const failures = [...portal.falsehoods, ...plain.falsehoods];
		for (const failure of failures.slice(0, 20)) console.error(`FALSE: ${failure}`);
		if (failures.length > 0 || portal.lost + plain.lost > 0) process.exitCode = 1;
	} finally {
		load.child.disconnect();
	}
}

async function measurePortal(load: Load, options: WatchOptions): Promise<Figures> {
	const portal = await startPortalUnderLoad(options);
	const { domain, people, tickets } = portal;
	const paths = tickets.slice(0, options.streams).map((ticket) => `/api/watches/${ticket}/events`);
	load.order({ do: "aim", ports: [portal.port], paths });
	const arrivals = startArrivals(options.streams, (index, at) => {
		const person = people[index];
		return person && domain.setKeys(at, person, "Never-Stored-1");
	});
	try {
		const server = {
			name: "portal",
			pid: portal.pid,
			searches: portal.searches,
			readsForMs: options.watches * READ_FIRST_MS,
			end: portal.end,
			startAgain: portal.startAgain,
		};
		return await measure({ load, options, arrivals, server });
	} finally {
		await portal.stop();
	}
}

async function measurePlain(load: Load, options: WatchOptions): Promise<Figures> {
	const port = await freePort();
	let child = await startPlainServer("watch", port);
	const sent = new Map<number, string>();
	const end = (signal: NodeJS.Signals) => endProcess(child, signal);
	const paths = Array.from({ length: options.streams }, (_, index) => `/${index}`);
	load.order({ do: "aim", ports: [port], paths });
	const arrivals = startArrivals(options.streams, (index) => {
		const order: PlainEvent = { index, state: sent.has(index) ? "usable" : "arriving" };
		sent.set(index, order.state);
		if (child.connected) child.send(order);
	});
	const server = {
		name: "plain http",
		pid: () => child.pid ?? 0,
		searches: () => 0,
		readsForMs: 0,
		end,
		async startAgain() {
			child = await startPlainServer("watch", port);
			for (const [index, state] of sent) child.send({ index, state } satisfies PlainEvent);
		},
	};
	try {
		return await measure({ load, options, arrivals, server });
	} finally {
		await end("SIGKILL");
	}
}

type Server = {
	name: string;
	pid(): number;
	searches(): number;
	/** How long accounts are read for the first time after a start. */
	readsForMs: number;
	/** Ends its process like a power cut (SIGKILL) or an operator (SIGTERM). */
	end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
	startAgain(): Promise<void>;
};

type Run = { load: Load; options: WatchOptions; arrivals: Arrivals; server: Server };

async function measure(run: Run): Promise<Figures> {
	const { load, options, arrivals, server } = run;
	const { streams } = options;
	const memory = await openStreams(run);
	say(server, "idle");
	const idle = await during(server, () => sleep(IDLE_MS));
	say(server, "changes land");
	const busy = await during(server, () =>
		arrivals.arrive(options.changesPerMinute, options.seconds),
	);
	await sleep(LAST_WORD_MS);
	const { delaysMs } = judge((await load.report()).received, arrivals.landings, streams);
	const memoryAfterLoad = memoryOf(server.pid());
	say(server, "closing most pages");
	const fewViewers = await withTenthOfViewers(run);
	say(server, "SIGKILL");
	const returned = await killAndReturn(run);
	const { received, lost } = await load.report();
	const { falsehoods } = judge(received, arrivals.landings, streams);
	say(server, "SIGTERM");
	load.order({ do: "expect-loss", isExpected: true });
	const stoppedIn = await timed(() => server.end("SIGTERM"));
	load.order({ do: "close", from: 0, to: streams });
	return {
		...memory,
		...returned,
		stoppedIn,
		idle,
		busy,
		fewViewers,
		memoryAfterLoad,
		shown: delaysMs.length,
		median: quantile(delaysMs, 0.5),
		p99: quantile(delaysMs, 0.99),
		max: Math.max(...delaysMs),
		lost,
		falsehoods,
	};
}

const say = (server: Server, step: string) => console.log(`  ${server.name}: ${step} …`);

/** Opens all streams, and measures the memory before and after. */
async function openStreams({ load, options: { streams }, server }: Run) {
	say(server, "reading accounts for the first time");
	const first = await during(server, () => sleep(server.readsForMs + 1));
	await sleep(SETTLE_MS);
	say(server, "opening streams");
	const memoryBefore = memoryOf(server.pid());
	const openedIn = await timed(async () => {
		load.order({ do: "open", from: 0, to: streams });
		await load.untilOpen(streams);
	});
	await sleep(SETTLE_MS);
	const memoryPerStream = (memoryOf(server.pid()) - memoryBefore) / streams;
	return { first, openedIn, memoryBefore, memoryPerStream };
}

/** The same watches with a tenth of the pages open: the number of searches must not depend on it. */
async function withTenthOfViewers({ load, options, server }: Run): Promise<Usage> {
	const from = Math.ceil(options.streams / 10);
	load.order({ do: "close", from, to: options.streams });
	await sleep(1_000);
	const usage = await during(server, () => sleep(IDLE_MS / 2));
	load.order({ do: "open", from, to: options.streams });
	await load.untilOpen(options.streams);
	return usage;
}

/** Kills the server while changes land, and restarts it for all clients at once. */
async function killAndReturn({ load, options, arrivals, server }: Run) {
	load.order({ do: "expect-loss", isExpected: true });
	const arriving = arrivals.arrive(options.changesPerMinute, 5);
	const killedAt = performance.now();
	await server.end("SIGKILL");
	await server.startAgain();
	const readyIn = performance.now() - killedAt;
	await load.untilOpen(options.streams);
	const backIn = performance.now() - killedAt;
	load.order({ do: "expect-loss", isExpected: false });
	await arriving;
	await sleep(LAST_WORD_MS + server.readsForMs);
	return { readyIn, backIn };
}

async function during(server: Server, work: () => Promise<void>): Promise<Usage> {
	const cpu = measureCpu(server.pid());
	const before = server.searches();
	const ms = await timed(work);
	return { cpu: cpu(), searchesPerSecond: (server.searches() - before) / (ms / 1000) };
}

async function timed(work: () => Promise<void>): Promise<number> {
	const startedAt = performance.now();
	await work();
	return performance.now() - startedAt;
}
