import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the proxy does with event streams; everything else it passes on. */
type Manner =
	/** Takes the question and gives no answer, as an antivirus that waits for the end does. */
	| { kind: "holds" }
	/** Passes on the first bytes and keeps the rest, as a buffer does. */
	| { kind: "buffers"; afterBytes: number }
	/** Ends every stream after a while, as load balancers do. */
	| { kind: "cuts"; afterMs: number }
	| { kind: "delays"; byMs: number };

/** A proxy between browser and portal, on an address of its own. */
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
		/** How many streams were begun. */
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
		if (manner.kind === "buffers" && passed >= manner.afterBytes) return;
		passed += chunk.length;
		answer.write(chunk);
	});
}
