import { createServer, type ServerResponse } from "node:http";
import type { PlainEvent } from "../plain-server.ts";

/** A plain server of event streams: sends events of the portal's size on request, and heartbeats as often as the portal. */
const HEARTBEAT_MS = 15_000;
const SLOTS = 15;
const FILLING = "x".repeat(700);

const CALL_ANSWER = JSON.stringify({ filling: "x".repeat(1_200) });

const streams = new Map<number, ServerResponse>();
const states = new Map<number, string>();
let slot = 0;

const server = createServer((request, response) => {
	// A call of the interface.
	if (request.headers.authorization) {
		response.writeHead(200, { "Content-Type": "application/json" }).end(CALL_ANSWER);
		return;
	}
	const index = Number(request.url?.slice(1));
	response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
	response.write("retry: 2000\n\n");
	streams.set(index, response);
	const state = states.get(index) ?? "waiting";
	if (request.headers["last-event-id"] !== idOf(state)) send(index, state);
	response.on("close", () => {
		if (streams.get(index) === response) streams.delete(index);
	});
});

const idOf = (state: string) => String(["waiting", "arriving", "usable"].indexOf(state) + 1);

function send(index: number, state: string): void {
	const data = JSON.stringify({ state, filling: FILLING });
	streams.get(index)?.write(`id: ${idOf(state)}\nevent: watch\ndata: ${data}\n\n`);
}

setInterval(() => {
	slot = (slot + 1) % SLOTS;
	for (const [index, response] of streams) {
		if (index % SLOTS === slot)
			response.write(`event: checked\ndata: {"sentAt":"${new Date().toISOString()}"}\n\n`);
	}
}, HEARTBEAT_MS / SLOTS);

process.on("message", (message) => {
	const { index, state } = message as PlainEvent;
	states.set(index, state);
	send(index, state);
});
process.on("disconnect", () => process.exit());

server.listen(Number(process.argv[2]), "127.0.0.1", () => process.send?.("ready"));
