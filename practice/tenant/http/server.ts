import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer, Call, Reply } from "./call.ts";
import { isLoopbackHost } from "./loopback.ts";

const LOOPBACK = "127.0.0.1";
const LARGEST_BODY_BYTES = 1_000_000;

/** The outcome of a request; status 0 if the connection was cut. */
export type Handled = { call: Call; status: number; error?: string };

type Handlers = { handle(call: Call): Promise<Reply>; handled(outcome: Handled): void };

/**
 * Listens before anything can answer, because the tenant's issuer contains the port, which is only
 * known then.
 *
 * @returns the server and its origin; throws if the port is in use.
 */
export async function listen(port: number): Promise<{ server: Server; origin: string }> {
	const server = createServer();
	// Browsers resend a request by themselves, even a change, when a reused connection closes without an
	// answer. Without reuse, a cut is seen as a cut.
	server.maxRequestsPerSocket = 1;
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, LOOPBACK, resolve);
	});
	const { port: boundPort } = server.address() as AddressInfo;
	return { server, origin: `http://${LOOPBACK}:${boundPort}` };
}

/** Answers every request to `server` with `handlers`. */
export function serve(server: Server, origin: string, handlers: Handlers): void {
	server.on("request", (request, response) => void answer(request, response, origin, handlers));
}

/** Stops the server and closes its connections. */
export async function close(server: Server): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeAllConnections();
	await closed;
}

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	origin: string,
	handlers: Handlers,
): Promise<void> {
	const call = await readCall(request, response, origin).catch(() => undefined);
	// The client disconnected while sending.
	if (call === undefined) return;
	if ("status" in call) return send(response, call);
	try {
		const reply = await handlers.handle(call);
		const status = reply === "cut" ? 0 : reply === "sent" ? response.statusCode : reply.status;
		handlers.handled({ call, status });
		send(response, reply);
	} catch (thrown) {
		handlers.handled({ call, status: 500, error: defectText(thrown) });
		send(response, { status: 500, body: "The practice tenant failed. Its log says why." });
	}
}

async function readCall(
	request: IncomingMessage,
	response: ServerResponse,
	origin: string,
): Promise<Call | Answer> {
	if (!isLoopbackHost(request.headers.host)) {
		return { status: 421, body: "The practice tenant only answers to this machine's own name." };
	}
	const url = URL.parse(request.url ?? "/", origin);
	if (url === null) return { status: 400, body: "Unreadable address." };
	const body = await readBody(request);
	if (body === undefined) return { status: 413, body: "Too large." };
	const { method = "GET", headers } = request;
	return { method, url, headers, body, request, response };
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > LARGEST_BODY_BYTES) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, reply: Reply): void {
	if (reply === "sent" || response.headersSent || response.destroyed) return;
	if (reply === "cut") {
		response.destroy();
		return;
	}
	response.writeHead(reply.status, reply.headers).end(reply.body);
}

function defectText(thrown: unknown): string {
	return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
