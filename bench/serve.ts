import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundledServer } from "#tools/bundle.ts";
import { provideDeployment } from "#tools/debian-packages.ts";
import { nginxCommand } from "#tools/nginx.ts";
import { startPortal } from "#tools/portal-process.ts";
import { freePort, isPortTaken } from "#tools/ports.ts";
import { endProcess } from "#tools/processes.ts";
import { askOver } from "./http-connection.ts";
import { startPlainServer } from "./plain-server.ts";
import { cpuSecondsWithChildren } from "./process-cpu.ts";
import { listenerOf, memoryOf } from "./process-memory.ts";
import { kb, ms, printTable } from "./table.ts";
import { NO_TENANT } from "./watch/portal.ts";

const CONNECTIONS = 20;
const SECONDS = 4;
const ROUNDS = 3;
const REST_MS = 5_000;

/**
 * The last version served by `next start` (commit 0aed750), measured by this benchmark on the machine of
 * docs/figures.md.
 */
const NEXT_START = {
	ready: "1442 ms",
	atRest: "171276.0 KB",
	after: "431228.0 KB",
	pages: "250 / 357 / 446",
};

/**
 * Start-up time, memory, and pages per second, compared with nginx and with a plain Node server that send the same
 * page. They are measured in turn, each as one process.
 */
export async function benchServe(): Promise<void> {
	const nginxes = await provideDeployment();
	if (!nginxes.ok) throw new Error(nginxes.reason);
	const folder = mkdtempSync(join(tmpdir(), "keyturn-serve-"));
	const port = await freePort();
	const environment = { ...NO_TENANT, PORTAL_URL: `http://localhost:${port}`, DATA_DIR: folder };
	// The first start after a change bundles the server, which is not to be measured.
	await bundledServer();
	const startedAt = performance.now();
	const { child } = await startPortal({ port, host: "127.0.0.1", environment });
	const ready = performance.now() - startedAt;
	await new Promise((resolve) => setTimeout(resolve, REST_MS));
	const pid = listenerOf(port);
	const atRest = memoryOf(pid);
	const html = await (await fetch(`http://127.0.0.1:${port}/profile`)).text();
	const nginx = await startNginx(folder, html);
	const plainPort = await freePort();
	const plain = await startPlainServer("serve", plainPort, `http://127.0.0.1:${port}/profile`);
	const servers = [
		{ port, path: "/profile" },
		{ port: nginx.port, path: "/page.html" },
		{ port: plainPort, path: "/" },
	];
	const rounds: Pages[][] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const each: Pages[] = [];
		for (const server of servers) each.push(await pagesOf(server));
		rounds.push(each);
	}
	const after = memoryOf(pid);
	await Promise.all([child, nginx.child, plain].map((process) => endProcess(process, "SIGTERM")));
	rmSync(folder, { recursive: true, force: true });
	const row = (name: string, show: (pages: Pages, nginxes: Pages) => string) => [
		name,
		...servers.map((_, n) =>
			rounds.map((each) => show(each[n] ?? NONE, each[1] ?? NONE)).join(" / "),
		),
	];
	printTable(`/profile by ${CONNECTIONS} connections for ${SECONDS} s, ${ROUNDS} times`, [
		["", "this server", "nginx", "plain Node server", "next start, once"],
		["from start to ready", ms(ready), "", "", NEXT_START.ready],
		["memory at rest (RSS)", kb(atRest), "", "", NEXT_START.atRest],
		["memory after all pages", kb(after), "", "", NEXT_START.after],
		[...row("pages a second", ({ perSecond }) => perSecond.toFixed(0)), NEXT_START.pages],
		[
			...row("as a share of nginx's", (own, other) => (own.perSecond / other.perSecond).toFixed(2)),
			"",
		],
		[...row("processor time of a page", ({ cpu }) => `${(cpu * 1e6).toFixed(0)} µs`), ""],
	]);
}

/** `cpu`: processor time of the server for one page, in seconds. */
type Pages = { perSecond: number; cpu: number };
const NONE: Pages = { perSecond: Number.NaN, cpu: Number.NaN };

/** One worker, since the portal is one process. It sends the same page, compressed in advance. */
async function startNginx(
	folder: string,
	html: string,
): Promise<{ child: ChildProcess; port: number }> {
	writeFileSync(join(folder, "page.html"), html);
	writeFileSync(join(folder, "page.html.gz"), gzipSync(html));
	const port = await freePort();
	const site = `types { text/html html; }
		server { listen 127.0.0.1:${port}; root ${folder}; gzip_static on; keepalive_requests 1000000; }`;
	const [program, ...args] = nginxCommand(folder, site);
	const child = spawn(program, args, { stdio: "inherit" });
	while (!(await isPortTaken(port, "127.0.0.1"))) {
		if (child.exitCode !== null) throw new Error("nginx could not start; its output says why.");
	}
	return { child, port };
}

async function pagesOf({ port, path }: { port: number; path: string }): Promise<Pages> {
	const pid = listenerOf(port);
	const before = cpuSecondsWithChildren(pid);
	const until = performance.now() + SECONDS * 1_000;
	const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\nAccept-Language: en\r\n\r\n`;
	const ports = Array.from({ length: CONNECTIONS }, () => port);
	const pages = await askOver(ports, () => (performance.now() < until ? { request } : undefined));
	return {
		perSecond: pages / SECONDS,
		cpu: (cpuSecondsWithChildren(pid) - before) / pages,
	};
}
