import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { hostFrom, portFrom, readCommandLine } from "#lib/command-line.ts";
import { outliveReaders } from "#lib/log.ts";
import { loadEnvFile, located } from "#lib/server/settings/env-file.ts";
import { readSettings } from "#lib/server/settings/settings.ts";
import { inventHistory } from "#practice/history.ts";
import { provideSamba } from "#tools/debian-packages.ts";
import { startPortal, untilReady } from "#tools/portal-process.ts";
import { freePort, isPortTaken } from "#tools/ports.ts";
import { type PracticeProcess, startPracticeProcess } from "#tools/practice-process.ts";
import { start } from "#tools/processes.ts";
import { buildIfNeeded, prepareBuild } from "./build.ts";
import { end, messageOf, say } from "./command.ts";
import { DEVELOPMENT_API } from "./development-rewrites.ts";

const PRACTICE_DATA = join(".data", "practice");
const TENANT_PORT = 4400;
const CONTROLLER_PORTS = [4636, 4637];

const fail = (...lines: string[]): never => end(1, ...lines);

/** The started processes, latest first, which is the order of stopping. */
const children: ChildProcess[] = [];

async function main(): Promise<void> {
	const { port, host, domain, isDevelopment } = readArguments();
	const lines = loadEnvFile(process.env);
	const settings = readSettings(process.env);
	if (!settings.ok && settings.reason === "mistakes") {
		fail(
			"There are mistakes in the settings:",
			...located(settings.mistakes, lines).map((m) => `  - ${m}`),
		);
	}
	if (await isPortTaken(port, host)) {
		fail(
			`Port ${port} is already in use. Stop the other program, or choose another port: npm start -- --port 3001`,
		);
	}
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
	if (settings.ok) {
		if (!isDevelopment) await buildIfNeeded(say);
		await startAndFollow({ port, host, environment: {} }, isDevelopment);
		say(`Keyturn is ready: ${settings.value.portalUrl}`);
		return;
	}
	await startPracticeMode({ port, domain, isDevelopment });
}

const USAGE = "npm start -- [--port 3000] [--host 0.0.0.0] [--domain simulated|samba]";

function readArguments() {
	const options = {
		port: { type: "string", default: process.env.PORT || "3000" },
		host: { type: "string", default: "0.0.0.0" },
		domain: { type: "string", default: "simulated" },
		development: { type: "boolean", default: false },
	} as const;
	return readCommandLine(USAGE, { options }, ({ values: { port, host, domain, development } }) => {
		if (domain !== "simulated" && domain !== "samba") {
			throw new Error(`--domain ${domain}: must be simulated or samba.`);
		}
		const where = { port: portFrom(port), host: hostFrom(host) };
		return { ...where, domain, isDevelopment: development } as const;
	});
}

type Practice = { port: number; domain: "simulated" | "samba"; isDevelopment: boolean };

/** Without a configured tenant: starts the practice tenant, and the portal for this machine only. */
async function startPracticeMode({ port, domain, isDevelopment }: Practice): Promise<void> {
	if (domain === "samba") {
		say("Preparing Samba …");
		const samba = await provideSamba();
		if (!samba.ok) fail(`--domain samba does not work here. ${samba.reason}`);
	}
	const needed = [TENANT_PORT, ...(domain === "simulated" ? CONTROLLER_PORTS : [])];
	for (const one of needed) {
		if (await isPortTaken(one, "127.0.0.1")) {
			fail(
				`Port ${one} is already in use, and the practice tenant needs it. Stop the other program first.`,
			);
		}
	}
	if (!isDevelopment) await buildIfNeeded(say);
	const url = `http://localhost:${port}`;
	const dataDir = join(PRACTICE_DATA, "portal");
	// The practice tenant forgets everything when it stops, so the portal's data of it must go too.
	rmSync(dataDir, { recursive: true, force: true });
	const practice = await startPracticeProcess([
		"--portal",
		url,
		"--domain",
		domain,
		"--data",
		PRACTICE_DATA,
	]);
	follow(practice.child, "practice tenant");
	await inventHistory(dataDir);
	const environment = { ...practice.environment, PORTAL_URL: url, DATA_DIR: dataDir };
	await startAndFollow({ port, host: "127.0.0.1", environment }, isDevelopment);
	introduce(url, practice);
}

type PortalOptions = Parameters<typeof startPortal>[0];

/** In development Next's server serves the pages and forwards calls to the portal's. */
async function startAndFollow(options: PortalOptions, isDevelopment: boolean): Promise<void> {
	if (!isDevelopment) return follow((await startPortal(options)).child, "portal");
	const api = { ...options, port: await freePort(), host: "127.0.0.1", hasPages: false };
	const { child, url } = await startPortal(api);
	follow(child, "portal");
	await prepareBuild();
	const where = ["--port", String(options.port), "--hostname", options.host];
	const next = start("next", ["dev", "--webpack", ...where], { env: { [DEVELOPMENT_API]: url } });
	follow(next, "development server");
	await untilReady(next, `http://localhost:${options.port}`);
}

/** One part is no use without the other: when one ends, stops everything. */
function follow(child: ChildProcess, name: string): void {
	children.unshift(child);
	child.once("exit", (code) => {
		if (isStopping) return;
		process.stderr.write(`The ${name} ended unexpectedly (${code}).\n`);
		process.exitCode = 1;
		stop();
	});
}

let isStopping = false;

function stop(): void {
	if (isStopping) return;
	isStopping = true;
	for (const child of children) child.kill("SIGTERM");
}

function introduce(url: string, { origin, people }: PracticeProcess): void {
	say(`
Keyturn is ready for practice:

  ${url}   the portal
  ${origin}   the practice tenant: people, faults, pending changes, mails

Sign in as one of these. Their passwords are made up and gone when you stop.
`);
	for (const person of people) {
		say(`  ${person.userName}`);
		say(`      ${person.password ?? "no password"}   ${person.purpose}\n`);
	}
	say("Ctrl+C stops everything.");
}

outliveReaders();
await main().catch((error) => {
	stop();
	fail(messageOf(error));
});
