import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { bundledServer } from "./bundle.ts";
import { endWithThis } from "./processes.ts";

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 50;

export type PortalProcess = {
	child: ChildProcess;
	url: string;
	/** Its output so far, if it is quiet. */
	log(): string;
};

type Options = {
	port: number;
	host: string;
	environment: Record<string, string>;
	/** Keeps its output out of this process's. */
	isQuiet?: boolean;
	/** False in development, where Next's server serves the pages. */
	hasPages?: boolean;
};

/**
 * Starts the built portal and waits until it is ready.
 *
 * @throws if it ends or is not ready within a minute, with its output if it is quiet
 */
export async function startPortal({
	port,
	host,
	environment,
	isQuiet = false,
	hasPages = true,
}: Options): Promise<PortalProcess> {
	const pages = hasPages ? ["--pages", resolve("out")] : ["--without-pages"];
	const server = [await bundledServer(), "--port", String(port), "--host", host, ...pages];
	const child = endWithThis(
		spawn(process.execPath, server, {
			env: { ...process.env, ...environment, NODE_ENV: "production" },
			stdio: ["ignore", "pipe", "pipe"],
		}),
	);
	let log = "";
	for (const stream of [child.stdout, child.stderr]) {
		if (!isQuiet) stream.pipe(process.stdout, { end: false });
		else
			stream.on("data", (chunk) => {
				log += chunk;
			});
	}
	const reached =
		({ "0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]" } as const)[host] ?? host;
	const url = `http://${reached}:${port}`;
	await untilReady(child, url).catch((error) => {
		throw new Error(`${error.message}\n${log}`.trim(), { cause: error });
	});
	return { child, url, log: () => log };
}

/**
 * Waits until the portal answers at this address.
 *
 * @throws if the process ends or does not answer within a minute
 */
export async function untilReady(child: ChildProcess, url: string): Promise<void> {
	const until = Date.now() + READY_WITHIN_MS;
	while (!(await isReady(url))) {
		if (child.exitCode !== null)
			throw new Error("The portal could not start; its output says why.");
		if (Date.now() > until) throw new Error("The portal did not become ready within a minute.");
		await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
	}
}

async function isReady(url: string): Promise<boolean> {
	return await fetch(`${url}/api/health/live`).then(
		(response) => response.ok,
		() => false,
	);
}
