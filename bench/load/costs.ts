import { setTimeout as sleep } from "node:timers/promises";
import { CONTROLLERS, type DomainPerson } from "../../practice/domain/stand-in.ts";
import { askOver } from "../http-connection.ts";
import type { Load } from "../watch/load.ts";
import type { Setting } from "./setting.ts";

/** Processor time in milliseconds, of each portal and of the database. */
export type Cost = { portals: number[]; database: number };

/** The cost of one of each; memory in bytes, by portal. */
export type Costs = {
	requestsPerSecond: number;
	request: Cost;
	/** A change that is opened and reported. */
	watch: Cost;
	watchBytes: number[];
	/** A thousand watches for an idle second without open pages. */
	thousandWatches: Cost;
	/** Opening it. */
	stream: Cost;
	streamBytes: number[];
	/** A thousand streams for an idle second, without the cost of their watches. */
	thousandStreams: Cost;
	/** A change that lands on both controllers and is sent to a page. */
	landing: Cost;
};

export type Caller = { person: DomainPerson; token: string };
export type Run = { setting: Setting; callers: readonly Caller[]; load: Load; seconds: number };

const CONNECTIONS = 20;
const SETTLE_MS = 4_000;
const LANDINGS_PER_SECOND = 20;

export async function measureCosts(run: Run): Promise<Costs> {
	const { setting, callers, load, seconds } = run;
	const count = callers.length;
	const memoryEmpty = await settledMemory(setting);
	let tickets: string[] = [];
	const opening = await usage(setting, async () => {
		tickets = await openWatches(run);
	});
	const memoryOfWatches = await settledMemory(setting);
	const atRest = await usage(setting, () => sleep(seconds * 1_000));
	let answers = 0;
	const asking = await usage(setting, async () => {
		answers = await askForOwn(run);
	});
	const memoryBefore = await settledMemory(setting);
	const paths = tickets.map((ticket) => `/api/watches/${ticket}/events`);
	load.order({ do: "aim", ports: [...setting.ports], paths });
	const looking = await usage(setting, async () => {
		load.order({ do: "open", from: 0, to: count });
		await load.untilOpen(count);
	});
	const memoryOfStreams = await settledMemory(setting);
	const looked = await usage(setting, () => sleep(seconds * 1_000));
	let landings = 0;
	const landing = await usage(setting, async () => {
		landings = await landSome(run);
	});
	load.order({ do: "expect-loss", isExpected: true });
	load.order({ do: "close", from: 0, to: count });
	const each = (use: Usage, times: number) => shared(use, times / setting.ports.length, times);
	const thousands = (count * seconds) / 1_000;
	const share = (after: number[], before: number[]) =>
		after.map((bytes, n) => ((bytes - (before[n] ?? 0)) * setting.ports.length) / count);
	return {
		requestsPerSecond: answers / seconds,
		request: each(asking, answers),
		watch: each(opening, count),
		watchBytes: share(memoryOfWatches, memoryEmpty),
		thousandWatches: each(atRest, thousands),
		stream: each(looking, count),
		streamBytes: share(memoryOfStreams, memoryBefore),
		thousandStreams: each(beyond(looked, atRest), thousands),
		landing: each(beyond(landing, looked), landings),
	};
}

type Usage = Cost & { seconds: number };

async function usage(setting: Setting, work: () => Promise<void>): Promise<Usage> {
	const [before, startedAt] = [setting.cpu(), performance.now()];
	await work();
	const after = setting.cpu();
	return {
		portals: after.portals.map((cpu, n) => (cpu - (before.portals[n] ?? 0)) * 1_000),
		database: (after.database - before.database) * 1_000,
		seconds: (performance.now() - startedAt) / 1_000,
	};
}

/** What was used, minus the cost of the same time at rest. */
function beyond(use: Usage, rest: Usage): Usage {
	const times = use.seconds / rest.seconds;
	return {
		portals: use.portals.map((cpu, n) => cpu - (rest.portals[n] ?? 0) * times),
		database: use.database - rest.database * times,
		seconds: use.seconds,
	};
}

function shared(use: Usage, ofPortal: number, ofDatabase: number): Cost {
	return {
		portals: use.portals.map((cpu) => cpu / ofPortal),
		database: use.database / ofDatabase,
	};
}

async function settledMemory(setting: Setting): Promise<number[]> {
	await sleep(SETTLE_MS);
	return setting.memory();
}

/** Connections, distributed evenly over the portals. */
function connections({ ports }: Setting): number[] {
	return Array.from({ length: CONNECTIONS }, (_, n) => ports[n % ports.length] ?? 0);
}

/** Opens and reports a change for each caller. @returns the tickets in the same order */
async function openWatches({ setting, callers }: Run): Promise<string[]> {
	const tickets: string[] = callers.map(() => "");
	let next = 0;
	await askOver(connections(setting), () => {
		const [index, caller] = [next, callers[next]];
		next += 1;
		if (!caller) return undefined;
		const request = requestOf("POST", "/api/watches", caller, { isTry: true });
		return {
			request,
			take: ({ body }) => {
				tickets[index] = JSON.parse(body).ticket;
			},
		};
	});
	let reported = 0;
	await askOver(connections(setting), () => {
		const [ticket, caller] = [tickets[reported], callers[reported]];
		reported += 1;
		if (!caller) return undefined;
		const path = `/api/watches/${ticket}/change`;
		return { request: requestOf("PUT", path, caller, { changedAt: new Date().toISOString() }) };
	});
	return tickets;
}

/** Requests the watch of each caller in turn. @returns the number of answers */
async function askForOwn({ setting, callers, seconds }: Run): Promise<number> {
	const until = performance.now() + seconds * 1_000;
	let next = 0;
	return await askOver(connections(setting), () => {
		const caller = callers[next++ % callers.length];
		if (!caller || performance.now() > until) return undefined;
		return { request: requestOf("GET", "/api/watches", caller) };
	});
}

/** Lands changes on both controllers at an even pace. @returns how many */
async function landSome({ setting, callers, seconds }: Run): Promise<number> {
	const some = callers.slice(0, seconds * LANDINGS_PER_SECOND);
	for (const { person } of some) {
		for (const at of CONTROLLERS) await setting.domain.setKeys(at, person, "Never-Stored-1");
		await sleep(1_000 / LANDINGS_PER_SECOND);
	}
	return some.length;
}

function requestOf(method: string, path: string, { token }: Caller, body?: object): string {
	const text = body ? JSON.stringify(body) : "";
	const content = body
		? `Content-Type: application/json\r\nContent-Length: ${text.length}\r\n`
		: "";
	return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n${content}\r\n${text}`;
}
