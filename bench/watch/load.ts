import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Received } from "./judge.ts";

/** An instruction for the process that has the clients. */
export type LoadOrder =
	/** Two neighbouring clients share a server. */
	| { do: "aim"; ports: number[]; paths: string[] }
	| { do: "open" | "close"; from: number; to: number }
	/** While loss is expected, a stream that ends is not counted as lost. */
	| { do: "expect-loss"; isExpected: boolean }
	| { do: "report" };

/** How many clients have a stream, how many lost one, and the states received since the last report. */
export type LoadMessage = { open: number; lost: number; received: Received[] };

/** Thousands of clients of event streams, in a separate process. */
export type Load = {
	child: ChildProcess;
	order(order: Exclude<LoadOrder, { do: "report" }>): void;
	report(): Promise<LoadMessage>;
	/** Resolves when that many streams are open. @throws after two minutes */
	untilOpen(count: number): Promise<LoadMessage>;
};

const ASK_EVERY_MS = 100;
const GIVE_UP_MS = 120_000;

export function startLoad(): Load {
	const file = fileURLToPath(new URL("load-process.ts", import.meta.url));
	const child = fork(file, { execArgv: [] });
	const send = (order: LoadOrder) => void child.send(order);
	const all: Received[] = [];

	async function report(): Promise<LoadMessage> {
		send({ do: "report" });
		const [message] = (await once(child, "message")) as [LoadMessage];
		all.push(...message.received);
		return { ...message, received: all };
	}

	return {
		child,
		order(order) {
			if (order.do === "aim") all.length = 0;
			send(order);
		},
		report,
		async untilOpen(count) {
			const until = Date.now() + GIVE_UP_MS;
			for (;;) {
				const message = await report();
				if (message.open === count) return message;
				if (Date.now() > until)
					throw new Error(`Only ${message.open} of ${count} streams could be opened.`);
				await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
			}
		},
	};
}
