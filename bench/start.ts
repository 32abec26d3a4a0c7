import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, isPortTaken } from "#tools/ports.ts";
import { listenerOf, memoryOf } from "./process-memory.ts";
import { kb, printTable } from "./table.ts";

const LEFT_OUT = new Set([
	"node_modules",
	".next",
	"out",
	".data",
	".runtime",
	".git",
	"test-results",
]);

/** Time from a fresh copy without packages to the first page, time of a second start, and the portal's memory at rest. */
export async function benchStart(): Promise<void> {
	if (await isPortTaken(4400, "127.0.0.1"))
		throw new Error("Stop the practice tenant first (port 4400).");
	const copy = mkdtempSync(join(tmpdir(), "keyturn-start-"));
	cpSync(process.cwd(), copy, {
		recursive: true,
		filter: (source) => !LEFT_OUT.has(source.slice(process.cwd().length + 1)),
	});
	const first = await timeStart(copy);
	const second = await timeStart(copy);
	rmSync(copy, { recursive: true, force: true });
	printTable("npm start with the practice tenant", [
		["", "measured", "aim"],
		["fresh copy to first page", `${first.seconds.toFixed(1)} s`, "75 s"],
		["second start to first page", `${second.seconds.toFixed(1)} s`, "5 s"],
		["memory of the portal at rest (RSS)", kb(second.memory), "112640.0 KB"],
	]);
}

async function timeStart(folder: string): Promise<{ seconds: number; memory: number }> {
	const port = await freePort();
	const startedAt = performance.now();
	const child = spawn("npm", ["start", "--", "--port", String(port)], {
		cwd: folder,
		detached: true,
		stdio: "ignore",
	});
	const url = `http://localhost:${port}/`;
	while (!(await answers(url))) await new Promise((resolve) => setTimeout(resolve, 50));
	const seconds = (performance.now() - startedAt) / 1000;
	await new Promise((resolve) => setTimeout(resolve, 5_000));
	const memory = memoryOf(listenerOf(port));
	if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
	await once(child, "exit");
	return { seconds, memory };
}

const answers = (url: string) =>
	fetch(url).then(
		(response) => response.ok,
		() => false,
	);
