import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What the proxy does with event streams, or with pages; it forwards everything else. */
type Manner =
	/** Accepts the request and sends no response, like an antivirus that waits for the end. */
	| { kind: "holds" }
	/** Forwards the first bytes and keeps the rest, like a buffer. */
	| { kind: "buffers"; afterBytes: number }
	/** Closes every stream after a while, like a load balancer. */
	| { kind: "cuts"; afterMs: number }
	| { kind: "delays"; byMs: number }
	/** Sends pages up to a text, and the rest later, like a slow connection. */
	| { kind: "splits"; before: string; forMs: number };

/** A proxy between browser and portal, with its own address. */
export async function startProxy(portal: string, manner: Manner) {
	let streams = 0;
	const server = createServer((question, answer) => {
		const { hostname, port } = new URL(portal);
		const { url, method } = question;
		const isSplit = manner.kind === "splits";
		const headers = { ...question.headers, ...(isSplit && { "accept-encoding": "identity" }) };
		const onward = request({ hostname, port, path: url, method, headers }, (response) => {
			const type = response.headers["content-type"] ?? "";
			const isStream = type.startsWith("text/event-stream");
			if (isStream) streams += 1;
			if (isStream) passStream(response, answer, manner);
			else if (isSplit && type.startsWith("text/html")) void passPage(response, answer, manner);
			else response.pipe(answer.writeHead(response.statusCode ?? 502, response.headers));
		});
		onward.on("error", () => answer.destroy());
		answer.on("close", () => onward.destroy());
		question.pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		/** How many streams were opened. */
		streams: () => streams,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function passPage(
	response: IncomingMessage,
	answer: ServerResponse,
	{ before, forMs }: Extract<Manner, { kind: "splits" }>,
): Promise<void> {
	const { "content-length": _, ...headers } = response.headers;
	const page = await text(response);
	const at = page.indexOf(before);
	answer.writeHead(response.statusCode ?? 502, headers).write(page.slice(0, at));
	setTimeout(() => answer.end(page.slice(at)), forMs);
}

function passStream(response: IncomingMessage, answer: ServerResponse, manner: Manner): void {
	response.on("error", () => answer.destroy());
	if (manner.kind === "holds") return void response.resume();
	answer.writeHead(response.statusCode ?? 502, response.headers);
	response.on("end", () => answer.end());
	if (manner.kind === "cuts") setTimeout(() => answer.end(), manner.afterMs);
	let passed = 0;
	response.on("data", (chunk: Buffer) => {
		if (manner.kind === "delays") return void setTimeout(() => answer.write(chunk), manner.byMs);
		// What still comes after a cut would be an error.
		if (answer.writableEnded) return;
		if (manner.kind === "buffers" && passed >= manner.afterBytes) return;
		passed += chunk.length;
		answer.write(chunk);
	});
}
