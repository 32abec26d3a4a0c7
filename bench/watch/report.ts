import { kb, ms, printTable } from "../table.ts";
import type { WatchOptions } from "./options.ts";

export type Usage = { cpu: number; searchesPerSecond: number };

/** What was measured of one server. Times in milliseconds, memory in bytes. */
export type Figures = {
	openedIn: number;
	memoryBefore: number;
	memoryAfterLoad: number;
	memoryPerStream: number;
	/** While accounts are read for the first time after a start. */
	first: Usage;
	idle: Usage;
	busy: Usage;
	fewViewers: Usage;
	/** How many landings were shown, and the delays. */
	shown: number;
	median: number;
	p99: number;
	max: number;
	/** From the kill until the server answers again, and until every client has its stream back. */
	readyIn: number;
	backIn: number;
	/** From SIGTERM, with all streams open, until the process has exited. */
	stoppedIn: number;
	lost: number;
	falsehoods: string[];
};

const seconds = (value: number) => `${(value / 1000).toFixed(1)} s`;
const percent = ({ cpu }: Usage) => `${cpu.toFixed(1)} %`;
const rate = ({ searchesPerSecond }: Usage) => `${searchesPerSecond.toFixed(0)}/s`;

export function printFigures(options: WatchOptions, portal: Figures, plain: Figures): void {
	const n = options.streams.toLocaleString("en");
	const all = options.watches.toLocaleString("en");
	const tenth = Math.ceil(options.streams / 10).toLocaleString("en");
	const row = (name: string, read: (f: Figures) => number, [show, aim]: [Show, string]) => [
		name,
		show(read(portal)),
		show(read(plain)),
		(read(portal) / read(plain)).toFixed(1),
		aim,
	];
	printTable(
		`${n} streams, ${all} watches, ${options.people.toLocaleString("en")} accounts, ${options.changesPerMinute.toLocaleString("en")} changes a minute for ${options.seconds} s`,
		[
			["", "portal", "plain http", "ratio", "aim"],
			["streams lost", portal.lost, plain.lost, "", "0"],
			["false states told", portal.falsehoods.length, plain.falsehoods.length, "", "0"],
			row("memory a stream (RSS)", (f) => f.memoryPerStream, [kb, "25.0 KB"]),
			row("memory before", (f) => f.memoryBefore, [kb, ""]),
			row("memory after the load", (f) => f.memoryAfterLoad, [kb, ""]),
			row(`all ${n} opened in`, (f) => f.openedIn, [seconds, ""]),
			["landings told", portal.shown, plain.shown, "", ""],
			row("from landing to client, median", (f) => f.median, [ms, ""]),
			row("from landing to client, p99", (f) => f.p99, [ms, "700 ms"]),
			row("from landing to client, slowest", (f) => f.max, [ms, ""]),
			["searches while accounts are first read", rate(portal.first), "", "", ""],
			[`searches: ${all} watches, ${n} viewers`, rate(portal.idle), "", "", "12/s"],
			[`searches: ${all} watches, ${tenth} viewers`, rate(portal.fewViewers), "", "", "the same"],
			["searches while changes arrive", rate(portal.busy), "", "", "30/s"],
			["processor while accounts are first read", percent(portal.first), "", "", ""],
			["processor while nothing happens", percent(portal.idle), percent(plain.idle), "", "8.0 %"],
			[`… with ${tenth} viewers`, percent(portal.fewViewers), percent(plain.fewViewers), "", ""],
			["processor while changes arrive", percent(portal.busy), percent(plain.busy), "", ""],
			row("killed: answers again in", (f) => f.readyIn, [seconds, ""]),
			row("killed: everybody is back in", (f) => f.backIn, [seconds, "10.0 s"]),
			row("told to stop: gone in", (f) => f.stoppedIn, [seconds, "3.0 s"]),
		],
	);
}

type Show = (value: number) => string;
