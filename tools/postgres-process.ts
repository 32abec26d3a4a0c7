import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./ports.ts";
import { endWithThis } from "./processes.ts";

const READY_WITHIN_MS = 20_000;
const ASK_EVERY_MS = 30;
const VERSIONS = "/usr/lib/postgresql";
/** The account created by Debian's package, because the server refuses to run as root. */
const ACCOUNT = "postgres";

/** A test's own PostgreSQL server, in a temporary folder. */
export type PostgresProcess = {
	/** The address of a database on it. */
	urlOf(database: string): string;
	/** Cuts every connection and restarts the server. */
	restart(): Promise<void>;
	/** Kills it like a crash. */
	kill(): Promise<void>;
	startAgain(): Promise<void>;
	/** Whether its process is running. */
	isRunning(): boolean;
	/** Ends it and removes its folder. */
	stop(): Promise<void>;
};

/** The program folder of the newest installed version; `undefined`: none. */
export function postgresPrograms(): string | undefined {
	try {
		const versions = readdirSync(VERSIONS).map(Number).filter(Boolean);
		return versions.length > 0 ? join(VERSIONS, String(Math.max(...versions)), "bin") : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Creates and starts a server that listens only locally and trusts everybody. It does not wait for
 * the disk: a test's data need not survive a power cut, and a crash of the server does not lose it.
 *
 * @param below where its folder is created
 * @throws when PostgreSQL is not installed or does not start
 */
export async function startPostgres(below: string = tmpdir()): Promise<PostgresProcess> {
	const programs = postgresPrograms();
	if (!programs) throw new Error(`No PostgreSQL below ${VERSIONS}.`);
	const folder = mkdtempSync(join(below, "keyturn-postgres-"));
	const account = unprivileged();
	if (account) chownSync(folder, account.uid, account.gid);
	const data = join(folder, "data");
	execFileSync(
		join(programs, "initdb"),
		["--pgdata", data, "--auth", "trust", "--username", ACCOUNT, "--encoding", "UTF8"].concat(
			"--no-sync",
			"--locale=C",
		),
		{ ...account, cwd: folder, stdio: "pipe" },
	);
	const port = await freePort();
	let server: ChildProcess | undefined;

	async function start(): Promise<void> {
		const settings = {
			listen_addresses: "127.0.0.1",
			port,
			unix_socket_directories: folder,
			fsync: "off",
			full_page_writes: "off",
			max_connections: 800,
			shared_buffers: "32MB",
		};
		const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
		server = endWithThis(
			spawn(join(programs ?? "", "postgres"), ["-D", data, ...args], {
				...account,
				cwd: folder,
				stdio: "ignore",
			}),
		);
		const until = Date.now() + READY_WITHIN_MS;
		while (!isReady(join(programs ?? "", "pg_isready"), port)) {
			if (server.exitCode !== null || server.signalCode !== null || Date.now() > until)
				throw new Error("PostgreSQL did not start.");
			await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
		}
	}

	/** SIGINT closes all connections cleanly; SIGQUIT is a crash, after which it recovers. */
	async function end(signal: NodeJS.Signals): Promise<void> {
		const ending = server;
		if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
		const ended = new Promise((resolve) => ending.once("exit", resolve));
		ending.kill(signal);
		await ended;
	}

	await start();
	return {
		urlOf: (database) => `postgres://${ACCOUNT}@127.0.0.1:${port}/${database}`,
		async restart() {
			await end("SIGINT");
			await start();
		},
		kill: () => end("SIGQUIT"),
		startAgain: start,
		isRunning: () => server?.exitCode === null && server.signalCode === null,
		async stop() {
			await end("SIGINT");
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function isReady(program: string, port: number): boolean {
	try {
		execFileSync(program, ["-q", "-h", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}

/** The account for the server; `undefined`: this process's own, which is not root. */
function unprivileged(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (kind: "-u" | "-g") =>
		Number(execFileSync("id", [kind, ACCOUNT], { encoding: "utf8" }));
	return { uid: id("-u"), gid: id("-g") };
}
