import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** A process that does not end in this time is killed, as by a power cut. */
const PATIENCE_MS = 30_000;

/** Sends a signal, and resolves when the process has gone. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = once(child, "exit");
	child.kill(signal);
	const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
	await gone;
	clearTimeout(timer);
}
