import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Whether something on this machine already listens there. @throws when nobody may, or the address is another machine's */
export function isPortTaken(port: number, host: string): Promise<boolean> {
	return new Promise((resolve, reject) => {
		const server = createServer()
			.once("error", (error: NodeJS.ErrnoException) => {
				if (error.code === "EADDRINUSE") resolve(true);
				else reject(new Error(whyNot(error, port, host), { cause: error }));
			})
			.once("listening", () => server.close(() => resolve(false)));
		server.listen(port, host);
	});
}

function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
	if (code === "EACCES") return `This account may not listen on port ${port}.`;
	const isElsewhere = ["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN"].includes(code ?? "");
	return isElsewhere ? `This machine has no address ${host}.` : message;
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
