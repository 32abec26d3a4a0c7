import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** One event to one stream. */
export type FloorOrder = { index: number; state: string };

/** Starts a plain Node event stream server, against which the portal is compared. */
export async function startFloor(port: number): Promise<ChildProcess> {
	const file = fileURLToPath(new URL("floor-process.ts", import.meta.url));
	const child = fork(file, [String(port)], { execArgv: [] });
	await once(child, "message");
	return child;
}
