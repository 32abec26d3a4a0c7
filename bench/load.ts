import { person } from "#practice/domain/example-people.ts";
import { providePostgres } from "#tools/debian-packages.ts";
import { freePort } from "#tools/ports.ts";
import { endProcess } from "#tools/processes.ts";
import { askOver } from "./http-connection.ts";
import { type Caller, type Cost, type Costs, measureCosts } from "./load/costs.ts";
import { startSetting } from "./load/setting.ts";
import { startSigningTenant } from "./load/signing-tenant.ts";
import { numbersIn } from "./options.ts";
import { startPlainServer } from "./plain-server.ts";
import { cpuSecondsOf } from "./process-cpu.ts";
import { printTable } from "./table.ts";
import { startLoad } from "./watch/load.ts";

const SETTINGS = [
	{ name: "SQLite", store: "SQLite", portals: 1 },
	{ name: "PostgreSQL", store: "PostgreSQL", portals: 1 },
	{ name: "two on PostgreSQL", store: "PostgreSQL", portals: 2 },
] as const;

/**
 * The processor time and memory of a request, a watch and a stream on each kind of store: `--watches`, each with a
 * stream, and `--seconds` of each part.
 */
export async function benchLoad(args: string[]): Promise<void> {
	const { watches, seconds } = numbersIn(args, { watches: 3_000, seconds: 10 });
	const provision = await providePostgres();
	if (!provision.ok) throw new Error(provision.reason);
	const tenant = await startSigningTenant();
	const people = Array.from({ length: watches }, (_, n) => person(n));
	const callers: Caller[] = [];
	for (const person of people) callers.push({ person, token: await tenant.tokenOf(person) });
	const measured: (Costs & { name: string })[] = [];
	for (const { name, ...kind } of SETTINGS) {
		console.log(`  ${name} …`);
		const setting = await startSetting({ ...kind, people, environment: tenant.environment });
		const load = startLoad();
		try {
			measured.push({ name, ...(await measureCosts({ setting, callers, load, seconds })) });
		} finally {
			load.child.disconnect();
			await setting.stop();
		}
	}
	tenant.stop();
	const plain = await measurePlain(callers, seconds);
	print(measured, plain);
}

type Plain = { requestsPerSecond: number; request: number };

/** The same requests to a plain server that sends an answer of the same size. */
async function measurePlain(callers: readonly Caller[], seconds: number): Promise<Plain> {
	const port = await freePort();
	const server = await startPlainServer("watch", port);
	const pid = server.pid ?? 0;
	const until = performance.now() + seconds * 1_000;
	const before = cpuSecondsOf(pid);
	let next = 0;
	const answers = await askOver(
		Array.from({ length: 20 }, () => port),
		() => {
			const token = callers[next++ % callers.length]?.token;
			const head = `GET /api/watches HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}`;
			return performance.now() < until ? { request: `${head}\r\n\r\n` } : undefined;
		},
	);
	const used = cpuSecondsOf(pid) - before;
	await endProcess(server, "SIGKILL");
	return { requestsPerSecond: answers / seconds, request: (used * 1_000) / answers };
}

const number = (value: number, digits: number) => value.toFixed(digits);
const ms = (value: number) => `${number(value, 2)} ms`;
const kb = (bytes: number) => `${number(bytes / 1_024, 1)} KB`;
/** Milliseconds per second as a share of one core. */
const share = (value: number) => `${number(value / 10, 2)} %`;
const both = (values: readonly number[], show: (value: number) => string) =>
	values.map(show).join(" / ");
const cost = ({ portals, database }: Cost, show: (value: number) => string) =>
	`${both(portals, show)}${database > 0 ? ` + ${show(database)}` : ""}`;

function print(measured: readonly (Costs & { name: string })[], plain: Plain): void {
	const row = (name: string, show: (costs: Costs) => string, other = "") => [
		name,
		...measured.map(show),
		other,
	];
	printTable("each portal, + the database: processor time, and memory of the portals", [
		["", ...measured.map(({ name }) => name), "plain http"],
		row(
			"own watch by token, requests a second",
			(c) => number(c.requestsPerSecond, 0),
			number(plain.requestsPerSecond, 0),
		),
		row("… one request", (c) => cost(c.request, ms), ms(plain.request)),
		row("change opened and reported", (c) => cost(c.watch, ms)),
		row("… lands, and a page is told", (c) => cost(c.landing, ms)),
		row("1,000 watches at rest", (c) => cost(c.thousandWatches, share)),
		row("stream opened", (c) => cost(c.stream, ms)),
		row("1,000 streams at rest", (c) => cost(c.thousandStreams, share)),
		row("memory of a watch", (c) => both(c.watchBytes, kb)),
		row("memory of a stream", (c) => both(c.streamBytes, kb)),
	]);
}
