import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { lengthenConnectionQueue } from "./connection-queue.ts";

/** Says whether it answers a request. */
type Answerer = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Node publishes every request here just before the server's own listeners are called. */
const REQUEST_START = "http.server.request.start";

/**
 * Lets some requests be answered on Node's own response, before whoever else listens to the server of
 * this process. Next gives its routes web streams only, and keeps its server to itself; the server
 * shows itself with its first request.
 */
export function answerFirst(answers: Answerer): void {
	function takeServer(message: unknown): void {
		unsubscribe(REQUEST_START, takeServer);
		const { server } = message as { server: Server };
		lengthenConnectionQueue(server);
		const others = server.listeners("request");
		server.removeAllListeners("request");
		server.on("request", (request, response) => {
			if (answers(request, response)) return;
			for (const listener of others) listener.call(server, request, response);
		});
	}
	subscribe(REQUEST_START, takeServer);
}
