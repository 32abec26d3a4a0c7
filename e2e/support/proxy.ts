import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the proxy does with event streams; it forwards everything else. */
type Manner =
	/** Accepts the request and sends no response, like an antivirus that waits for the end. */
	| { kind: "holds" }
	/** Forwards the first bytes and keeps the rest, like a buffer. */
	| { kind: "buffers"; afterBytes: number }
	/** Closes every stream after a while, like a load balancer. */
	| { kind: "cuts"; afterMs: number }
	| { kind: "delays"; byMs: number };

/** A proxy between browser and portal, with its own address. */
export async function startProxy(portal: string, manner: Manner) {
	let streams = 0;
	const server = createServer((question, answer) => {
		const { hostname, port } = new URL(portal);
		const { url, method, headers } = question;
		const onward = request({ hostname, port, path: url, method, headers }, (response) => {
			const isStream = response.headers["content-type"]?.startsWith("text/event-stream");
			if (isStream) streams += 1;
			if (isStream) passStream(response, answer, manner);
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
