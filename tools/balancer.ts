import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A simple round-robin load balancer. */
export type Balancer = {
	url: string;
	/** The server that each call went to, in order. */
	calls(): readonly string[];
	stop(): Promise<void>;
};

/** Starts a load balancer. It skips servers that refuse a connection, as one with health checks would. */
export async function startBalancer(port: number, servers: readonly string[]): Promise<Balancer> {
	const calls: string[] = [];
	let next = 0;
	const server = createServer(async (incoming, outgoing) => {
		// Kept until a server has accepted the call: anything written to a dead server is lost.
		const body = await buffer(incoming).catch(() => undefined);
		const pass = (triesLeft: number) => {
			const target = servers[next++ % servers.length] ?? "";
			const passed = request(new URL(incoming.url ?? "/", target), {
				method: incoming.method,
				headers: incoming.headers,
			});
			passed.on("response", (answer) => {
				calls.push(target);
				outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(outgoing);
				answer.on("error", () => outgoing.destroy());
			});
			passed.on("error", (error: NodeJS.ErrnoException) => {
				if (error.code === "ECONNREFUSED" && triesLeft > 0) pass(triesLeft - 1);
				else outgoing.destroy();
			});
			outgoing.on("close", () => passed.destroy());
			passed.end(body);
		};
		if (body) pass(servers.length - 1);
	});
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	const { port: taken } = server.address() as AddressInfo;
	return {
		url: `http://localhost:${taken}`,
		calls: () => calls,
		stop() {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}
