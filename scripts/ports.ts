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
