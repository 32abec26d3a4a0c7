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

/** A currently free port. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer()
			.once("error", reject)
			.listen(0, "127.0.0.1", () => {
				const address = server.address();
				server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
			});
	});
}
