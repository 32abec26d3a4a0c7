import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const BIN = join("node_modules", ".bin");

/** Packages' command-line programs, run with this Node and without a shell. */
const PROGRAMS: Record<string, string> = {
	next: join("node_modules", "next", "dist", "bin", "next"),
	vitest: join("node_modules", "vitest", "vitest.mjs"),
	playwright: join("node_modules", "playwright", "cli.js"),
	tsc: join("node_modules", "typescript", "bin", "tsc"),
	depcruise: join("node_modules", "dependency-cruiser", "bin", "dependency-cruiser.mjs"),
	knip: join("node_modules", "knip", "bin", "knip.js"),
	biome: join("node_modules", "@biomejs", "biome", "bin", "biome"),
};

/**
 * The environment of every started program: no telemetry, and Next leaves `.env` to
 * `loadEnvFile`, because it would expand every `$` in a value.
 */
const QUIET = { NEXT_TELEMETRY_DISABLED: "1", __NEXT_PROCESSED_ENV: "true" };

/** A process that has not ended by then is killed. */
const TIMEOUT_MS = 30_000;

type Options = Omit<SpawnOptions, "env"> & { env?: Record<string, string | undefined> };

/** Starts one of the project's programs. */
export function start(program: string, args: string[], options: Options = {}): ChildProcess {
	const file = PROGRAMS[program] ?? join(BIN, program);
	return spawn(process.execPath, [file, ...args], {
		stdio: "inherit",
		...options,
		env: { ...process.env, ...QUIET, ...options.env },
	});
}

/** Runs one of the project's programs to completion. @throws if it fails, with its output in the message */
export async function run(program: string, args: string[], options: Options = {}): Promise<string> {
	const child = start(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
	let output = "";
	child.stdout?.on("data", (chunk) => {
		output += chunk;
	});
	child.stderr?.on("data", (chunk) => {
		output += chunk;
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once("error", reject).once("close", resolve);
	});
	if (code !== 0) throw new Error(`${program} ${args.join(" ")} failed (${code}):\n${output}`);
	return output;
}

/** Sends a signal, and resolves when the process has gone. */
export async function endProcess(
	child: ChildProcess,
	signal: NodeJS.Signals = "SIGTERM",
): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = once(child, "exit");
	child.kill(signal);
	const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
	await gone;
	clearTimeout(timer);
}

const lasting = new Set<ChildProcess>();

/** Stops a server when this process ends, even by a signal. @returns the server */
export function endWithThis<Server extends ChildProcess>(server: Server): Server {
	process.off("exit", endLasting).on("exit", endLasting);
	lasting.add(server);
	server.once("exit", () => lasting.delete(server));
	return server;
}

function endLasting(): void {
	for (const server of lasting) server.kill("SIGINT");
}
