import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Whether something on this machine already listens there. */
export function isPortTaken(port: number, host: string): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer()
			.once("error", () => resolve(true))
			.once("listening", () => server.close(() => resolve(false)));
		server.listen(port, host);
	});
}

/**
 * A port of this machine that nothing uses now, and that no outgoing connection will take: systems give those
 * ports from 32768 (Linux) or 49152 (RFC 6335) upwards.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(10_000, 32_768);
		if (!(await isPortTaken(port, "127.0.0.1"))) return port;
	}
}
