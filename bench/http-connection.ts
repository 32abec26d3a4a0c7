import { connect } from "node:net";

/** A persistent connection without the overhead of an HTTP client. */
type Connection = { ask(request: string): Promise<Answer>; close(): void };
export type Answer = { status: number; body: string };

/** @throws if the server is unreachable or closes the connection */
function openConnection(port: number): Connection {
	const socket = connect(port, "127.0.0.1").setEncoding("latin1").setNoDelay(true);
	let received = "";
	let waiting: PromiseWithResolvers<Answer> | undefined;
	const fail = (error: Error) => waiting?.reject(error);
	socket.on("error", fail);
	socket.on("close", () => fail(new Error("The server has ended the connection.")));
	socket.on("data", (text: string) => {
		received += text;
		const answer = wholeAnswer(received);
		if (!answer) return;
		received = "";
		waiting?.resolve(answer);
	});
	return {
		ask(request) {
			waiting = Promise.withResolvers();
			socket.write(request);
			return waiting.promise;
		},
		close() {
			waiting = undefined;
			socket.destroy();
		},
	};
}

/**
 * Sends requests over several connections concurrently.
 *
 * @param next the next request and a callback for its answer; `undefined`: no more
 * @returns the number of answers
 */
export async function askOver(
	ports: readonly number[],
	next: () => { request: string; take?: (answer: Answer) => void } | undefined,
): Promise<number> {
	const counts = await Promise.all(
		ports.map(async (port) => {
			const connection = openConnection(port);
			let count = 0;
			for (let asked = next(); asked; asked = next()) {
				const answer = await connection.ask(asked.request);
				if (answer.status >= 300) throw new Error(`HTTP ${answer.status}: ${answer.body}`);
				asked.take?.(answer);
				count += 1;
			}
			connection.close();
			return count;
		}),
	);
	return counts.reduce((sum, count) => sum + count, 0);
}

function wholeAnswer(received: string): Answer | undefined {
	const start = received.indexOf("\r\n\r\n") + 4;
	if (start < 4) return undefined;
	const length = /^content-length: (\d+)/im.exec(received.slice(0, start))?.[1];
	const isWhole =
		length === undefined
			? received.endsWith("\r\n0\r\n\r\n")
			: received.length >= start + Number(length);
	return isWhole
		? { status: Number(received.slice(9, 12)), body: received.slice(start) }
		: undefined;
}
