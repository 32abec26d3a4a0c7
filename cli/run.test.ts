import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

/** A project that requires a Node newer than any, and a registry that has it. */

const VERSION = "99.0.0";
const PLATFORM = `${process.platform}-${process.arch}`;
const NAME = `node-${PLATFORM}`;
const BINARY = '#!/bin/sh\necho "the Node of npm runs $1"\n';

let folder: string;
let registry: Server;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "keyturn-run-"));
	const tarball = packed();
	registry = createServer(({ url }, answer) => {
		if (url?.endsWith(".tgz")) return void answer.end(tarball);
		// The registry's own claim about its file must not be trusted.
		const dist = { tarball: `${address()}/${NAME}.tgz`, integrity: sumOf(tarball) };
		const about = { name: NAME, version: VERSION, dist };
		answer.setHeader("content-type", "application/json");
		answer.end(
			JSON.stringify({
				name: NAME,
				versions: { [VERSION]: about },
				"dist-tags": { latest: VERSION },
			}),
		);
	});
	await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
	registry.closeAllConnections();
	registry.close();
	rmSync(folder, { recursive: true });
});

const address = () => `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
const sumOf = (bytes: Buffer) => `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
const tarballFile = () => join(folder, "node.tgz");

function packed(): Buffer {
	const bin = join(folder, "package", "bin");
	mkdirSync(bin, { recursive: true });
	writeFileSync(join(bin, "node"), BINARY, { mode: 0o755 });
	writeFileSync(
		join(folder, "package", "package.json"),
		JSON.stringify({ name: NAME, version: VERSION }),
	);
	execFileSync("tar", ["-czf", tarballFile(), "-C", folder, "package"]);
	return readFileSync(tarballFile());
}

/** Runs a command of a project with these hashes in its package.json. */
async function runWith(integrity: Record<string, string>) {
	const root = join(folder, "project");
	mkdirSync(join(root, "cli"), { recursive: true });
	cpSync(join(import.meta.dirname, "run.mjs"), join(root, "cli", "run.mjs"));
	writeFileSync(
		join(root, "package.json"),
		JSON.stringify({ keyturn: { node: VERSION, integrity } }),
	);
	writeFileSync(join(root, "package-lock.json"), "{}");
	mkdirSync(join(root, "node_modules"));
	const lock = createHash("sha256").update("{}").digest("hex");
	writeFileSync(join(root, "node_modules", ".keyturn"), lock);
	const child = spawn(process.execPath, [join(root, "cli", "run.mjs"), "hello"], {
		env: {
			...process.env,
			npm_config_registry: address(),
			npm_config_cache: join(folder, "cache"),
		},
	});
	let output = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
	const code = await new Promise((resolve) => child.once("close", resolve));
	const isThere = existsSync(join(root, ".runtime", "node_modules", NAME));
	return { code, output, isThere };
}

const hasTar = process.platform !== "win32";

test.runIf(hasTar)("a downloaded Node with the hash in package.json runs the command", async () => {
	const { code, output } = await runWith({ [PLATFORM]: sumOf(readFileSync(tarballFile())) });
	expect(output).toContain("the Node of npm runs cli/hello.ts");
	expect(code).toBe(0);
});

test.runIf(hasTar)("one with another hash is not unpacked, and the message says why", async () => {
	const { code, output, isThere } = await runWith({ [PLATFORM]: sumOf(Buffer.from("other")) });
	expect(code).toBe(1);
	expect(output).toContain("EINTEGRITY");
	expect(output).toContain("other than the Node that package.json names");
	expect(output).not.toContain("the Node of npm runs");
	expect(isThere).toBe(false);
});

test("where npm has no Node for the platform, the message says what to do", async () => {
	const { code, output } = await runWith({ "plan9-mips": "sha512-" });
	expect(code).toBe(1);
	expect(output).toContain(`npm has no Node ${VERSION} for ${PLATFORM}. Install Node 99 yourself.`);
});

test("package.json has a hash for every platform that npm has Node for", () => {
	const file = join(import.meta.dirname, "..", "package.json");
	const { integrity } = JSON.parse(readFileSync(file, "utf8")).keyturn;
	expect(Object.keys(integrity)).toEqual(["linux-x64", "linux-arm64", "win-x64"]);
	for (const sum of Object.values(integrity)) expect(sum).toMatch(/^sha512-[\w+/]{86}==$/);
});
