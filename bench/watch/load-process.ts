import { connect, type Socket } from "node:net";
import { type Received, sharedMs } from "./judge.ts";
import type { LoadMessage, LoadOrder } from "./load.ts";

/** A client reconnects after a second or two, like a page, but never waits longer. */
const RETRY_MS = { min: 1_000, max: 2_000 };
/** Pages do not all open at the same moment. */
const OPEN_PER_TICK = 20;
const TICK_MS = 10;
/** Enough source addresses for all clients to have a port, even while old ones are in TIME_WAIT. */
const SOURCES = 8;

type Client = {
	index: number;
	socket: Socket | undefined;
	isWanted: boolean;
	isOpen: boolean;
	/** The start of an incomplete line. */
	rest: string;
	id: string | undefined;
	state: string | undefined;
};

let target = { ports: [0], paths: [] as string[] };
let clients: Client[] = [];
let received: Received[] = [];
let lost = 0;
let mayBeLost = false;

function open(client: Client): void {
	client.isWanted = true;
	client.rest = "";
	const socket = connect({
		host: "127.0.0.1",
		port: target.ports[Math.floor(client.index / 2) % target.ports.length] ?? 0,
		localAddress: `127.0.1.${1 + (client.index % SOURCES)}`,
	});
	client.socket = socket;
	const resume = client.id === undefined ? "" : `Last-Event-ID: ${client.id}\r\n`;
	const path = target.paths[client.index];
	socket.write(
		`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n${resume}\r\n`,
	);
	socket.on("data", (chunk) => take(client, chunk.toString("latin1")));
	socket.on("error", () => undefined);
	socket.on("close", () => closed(client));
}

function openInTurn(waiting: Client[]): void {
	const timer = setInterval(() => {
		for (const client of waiting.splice(0, OPEN_PER_TICK)) open(client);
		if (waiting.length === 0) clearInterval(timer);
	}, TICK_MS);
}

function closed(client: Client): void {
	if (client.isOpen && client.isWanted && !mayBeLost) lost += 1;
	client.isOpen = false;
	client.socket = undefined;
	if (client.isWanted) {
		setTimeout(
			() => {
				if (client.isWanted && !client.socket) open(client);
			},
			RETRY_MS.min + Math.random() * (RETRY_MS.max - RETRY_MS.min),
		);
	}
}

function close(client: Client): void {
	client.isWanted = false;
	client.isOpen = false;
	client.socket?.destroy();
}

/** Chunk sizes are on separate lines between events, and are ignored. */
function take(client: Client, text: string): void {
	const lines = (client.rest + text).split("\n");
	client.rest = lines.pop() ?? "";
	for (const line of lines) {
		if (line.startsWith("HTTP/1.1")) client.isOpen = line.startsWith("HTTP/1.1 200");
		else if (line.startsWith("id: ")) client.id = line.slice(4);
		else if (line.startsWith("data: ")) learn(client, line);
	}
}

function learn(client: Client, line: string): void {
	const state = /"state":"([a-z]+)"/.exec(line)?.[1];
	if (!state) return;
	client.state = state;
	received.push({ index: client.index, state, at: sharedMs() });
}

function obey(order: LoadOrder): void {
	switch (order.do) {
		case "aim":
			target = order;
			clients = order.paths.map((_, index) => ({
				index,
				socket: undefined,
				isWanted: false,
				isOpen: false,
				rest: "",
				id: undefined,
				state: undefined,
			}));
			received = [];
			lost = 0;
			mayBeLost = false;
			break;
		case "open":
			openInTurn(clients.slice(order.from, order.to));
			break;
		case "close":
			for (const client of clients.slice(order.from, order.to)) close(client);
			break;
		case "expect-loss":
			mayBeLost = order.isExpected;
			break;
		case "report":
			say({ open: clients.filter((c) => c.isOpen).length, lost, received });
			received = [];
			break;
	}
}

function say(message: LoadMessage): void {
	process.send?.(message);
}

process.on("message", (order) => obey(order as LoadOrder));
process.on("disconnect", () => process.exit());
