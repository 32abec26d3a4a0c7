import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** An event for one stream of the plain server of event streams. */
export type PlainEvent = { index: number; state: string };

/**
 * Starts a minimal Node server to compare the portal with: one of event streams (`watch/plain-process.ts`) or one of
 * pages (`serve/plain-process.ts`).
 */
export async function startPlainServer(
	kind: "watch" | "serve",
	port: number,
	...args: string[]
): Promise<ChildProcess> {
	const file = join(import.meta.dirname, kind, "plain-process.ts");
	const child = fork(file, [String(port), ...args], { execArgv: [] });
	await once(child, "message");
	return child;
}
