import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "#tools/ports.ts";

const ROOT = join(import.meta.dirname, "../..");

/**
 * Runs the server until it ends.
 *
 * @param beside code that runs in its process
 * @param onListening is called once it listens
 */
async function runServer(beside: string, onListening: (pid: number) => void, host = "127.0.0.1") {
	const dataDir = join(mkdtempSync(join(tmpdir(), "keyturn-server-")), "data");
	const env = {
		PATH: process.env.PATH,
		NODE_ENV: "production" as const,
		DATA_DIR: dataDir,
		NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(beside)}`,
		ENTRA_TENANT_ID: "11111111-2222-4333-8444-555555555555",
		ENTRA_CLIENT_ID: "22222222-3333-4444-8555-666666666666",
		ENTRA_AUTHORITY: "http://127.0.0.1:9/11111111-2222-4333-8444-555555555555",
		GRAPH_URL: "http://127.0.0.1:9",
		PORTAL_URL: "https://password.contoso.com",
	};
	const where = ["--port", String(await freePort()), "--host", host, "--without-pages"];
	const child = spawn(process.execPath, [join(ROOT, "server.ts"), ...where], { env });
	let output = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.on("data", (chunk) => {
			const before = output;
			output += chunk;
			const isNew = !before.includes("listening") && output.includes("listening");
			if (isNew && child.pid) onListening(child.pid);
		});
	}
	const code = await new Promise((resolve) => child.once("close", resolve));
	return {
		code,
		lines: output
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line)),
	};
}

test("it also listens on an IPv6 address written as in URLs", async () => {
	const { code, lines } = await runServer("", (pid) => process.kill(pid, "SIGTERM"), "[::1]");
	expect([code, lines[0]]).toEqual([
		0,
		expect.objectContaining({ event: "listening", host: "::1" }),
	]);
});

test.skipIf(process.platform === "win32")(
	"signals from a service or a terminal, even repeated ones, stop it in order",
	async () => {
		const { code, lines } = await runServer("", (pid) => {
			for (const signal of ["SIGHUP", "SIGTERM", "SIGINT"] as const) process.kill(pid, signal);
		});
		expect(code).toBe(0);
		expect(lines).toEqual([
			expect.objectContaining({ event: "listening" }),
			expect.objectContaining({ event: "stopping", signal: expect.stringMatching(/^SIG/) }),
		]);
	},
);

test("Node's own warnings are log lines too", async () => {
	const beside = `
		const listening = setInterval(() => {
			if (!process.getActiveResourcesInfo().includes("TCPServerWrap")) return;
			clearInterval(listening);
			process.emitWarning("of two lines\\nhere");
			setTimeout(() => Promise.reject(new Error("nobody caught this")), 100);
		}, 20);`;
	const { code, lines } = await runServer(beside, () => undefined);
	expect(code).toBe(1);
	expect(lines).toEqual([
		expect.objectContaining({ event: "listening" }),
		expect.objectContaining({
			level: "warn",
			event: "warning",
			error: expect.objectContaining({ message: "of two lines\nhere" }),
		}),
		expect.objectContaining({
			level: "error",
			event: "crashed",
			error: expect.objectContaining({ message: "nobody caught this" }),
			stack: expect.stringContaining("data:text/javascript"),
		}),
	]);
});
