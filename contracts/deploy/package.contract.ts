import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { makePackage } from "../../cli/package.ts";
import { addWatch, makeOwner, NOBODY, run, type Unpacked, unpackPackage } from "./packaged.ts";

/**
 * The archive of `npm run package`, unpacked elsewhere and run with only Node: as `nobody`, without a
 * network, on a file system that is read-only except for the data.
 */

const TICKET = "A-ticket-of-the-package-contract";
const AIM_BYTES = 25_000_000;
const CONFINED = join(import.meta.dirname, "confined.sh");

let own: Unpacked;
let running: ChildProcess | undefined;
let output = "";

beforeAll(async () => {
	own = await unpackPackage("PORTAL_URL=https://password.contoso.com\n");
	await addWatch(own.dataDir, TICKET);
	await makeOwner(NOBODY, own.dataDir);
});
afterEach(() => running?.kill("SIGKILL"));
afterAll(() => rmSync(dirname(own.program), { recursive: true, force: true }));

/** Starts the portal in its own network namespace. @returns whether it listens; otherwise it has ended */
async function start(): Promise<boolean> {
	const server = [process.execPath, "server.js", "--host", "127.0.0.1", "--settings", own.settings];
	const namespaces = ["--net", "--mount", "--propagation", "private", "bash", CONFINED];
	const child = spawn("unshare", [...namespaces, own.dataDir, ...server], {
		cwd: own.program,
		env: { NODE_ENV: "production", PATH: process.env.PATH },
		stdio: ["ignore", "pipe", "pipe"],
	});
	running = child;
	output = "";
	const ended = new Promise<boolean>((resolve) => child.once("exit", () => resolve(false)));
	const listens = new Promise<boolean>((resolve) => {
		for (const stream of [child.stdout, child.stderr]) {
			stream.on("data", (chunk) => {
				output += chunk;
				if (output.includes('"listening"')) resolve(true);
			});
		}
	});
	return await Promise.race([listens, ended]);
}

async function stop(): Promise<number> {
	const startedMs = performance.now();
	const gone = new Promise((resolve) => running?.once("exit", resolve));
	running?.kill("SIGTERM");
	await gone;
	return performance.now() - startedMs;
}

/** Runs a script inside the portal's network namespace. @returns its output */
async function ask(script: string): Promise<string> {
	const network = `--net=/proc/${running?.pid}/ns/net`;
	const { stdout } = await run("nsenter", [network, process.execPath, "--eval", script]);
	return stdout;
}

const ASK = `
const url = "http://127.0.0.1:3000";
const page = await fetch(url + "/", { headers: { "Accept-Encoding": "br", "Accept-Language": "de" } });
const stream = await fetch(url + "/api/watches/${TICKET}/events");
const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
let events = "";
while (!events.includes("event: watch")) events += (await reader.read()).value;
console.log(JSON.stringify({
	page: await page.text(),
	encoding: page.headers.get("content-encoding"),
	config: await (await fetch(url + "/api/config")).json(),
	events,
}));
process.exit(0);`;

test("it is small and reproducible, and lists every licence", async () => {
	const first = readFileSync(own.archive.file);
	expect(first.length).toBeLessThan(AIM_BYTES);
	for (const file of ["LICENSE", join("docs", "domain.md"), join("out", "en.html")]) {
		utimesSync(file, new Date(), new Date());
	}
	const { file } = await makePackage(() => undefined);
	expect(readFileSync(file).equals(first)).toBe(true);
	const licences = readFileSync(join(own.program, "LICENCES.txt"), "utf8");
	for (const name of ["fastify", "ldapts", "react", "@azure/msal-browser"]) {
		expect(licences).toMatch(
			new RegExp(`^${name} \\d+\\.\\d+\\.\\d+: (?:MIT|ISC|Apache-2\\.0)`, "m"),
		);
	}
	expect(readdirSync(own.program)).not.toContain("node_modules");
});

test.each(["server", "check", "backup", "forget", "move-store"])(
	"%s --help shows the command that works there",
	async (name) => {
		const { stdout } = await run(process.execPath, [`${name}.js`, "--help"], { cwd: own.program });
		expect(stdout.split("\n", 1)[0]).toMatch(new RegExp(`^node ${name}\\.js `));
		expect(stdout).not.toContain("npm");
	},
);

test("its bill of materials lists the packages of its licences and no other, each with npm's sum", () => {
	const bill = JSON.parse(readFileSync(join(own.program, "bom.cdx.json"), "utf8"));
	expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6" });
	const listed = bill.components.map(
		(one: { name: string; version: string }) => `${one.name} ${one.version}`,
	);
	const licences = readFileSync(join(own.program, "LICENCES.txt"), "utf8");
	const named = [...(licences.split("-".repeat(80))[1] ?? "").matchAll(/^(\S+ \S+): /gm)];
	expect(listed.toSorted()).toEqual(named.map(([, name]) => name).toSorted());
	expect(listed.length).toBeGreaterThan(30);
	for (const { name, hashes, licenses } of bill.components) {
		expect([name, hashes[0]?.content]).toEqual([name, expect.stringMatching(/^[\da-f]{128}$/)]);
		expect([name, licenses]).toEqual([name, [expect.anything()]]);
	}
	expect(JSON.stringify(bill)).not.toContain("esbuild");
});

test("the Kerberos package installed beside it is found wherever a command is started", async () => {
	const installed = join(own.program, "node_modules", "kerberos");
	mkdirSync(installed, { recursive: true });
	writeFileSync(join(installed, "index.js"), "");
	const settings = join(dirname(own.program), "gssapi.env");
	const more = `DOMAIN_BIND_METHOD=gssapi\nDOMAIN_NAME=x.test\nDOMAIN_BIND_PRINCIPAL=a@X.TEST\nDOMAIN_BIND_KEYTAB_FILE=/nowhere\n`;
	writeFileSync(settings, `${readFileSync(own.settings, "utf8")}${more}`);
	const check = [join(own.program, "check.js"), "--json", "--settings", settings];
	const { stdout } = await run(process.execPath, check, { cwd: "/" }).catch((failed) => failed);
	rmSync(join(own.program, "node_modules"), { recursive: true });
	expect(stdout).toContain("DOMAIN_BIND_KEYTAB_FILE");
	expect(stdout).not.toContain("does not load");
});

test("only Node is needed to serve page, configuration and stream, and it stops within three seconds", async () => {
	expect(await start(), output).toBe(true);
	const { page, encoding, config, events } = JSON.parse(await ask(ASK));
	expect(page).toContain('lang="de"');
	expect(encoding).toBe("br");
	expect(config.tenant.id).toBe("11111111-2222-4333-8444-555555555555");
	expect(events).toMatch(/^retry: 2000\n\nid: \d+\nevent: watch\ndata: \{/);
	expect(readdirSync(own.program)).not.toContain(".data");
	expect(await stop()).toBeLessThan(3_000);
});

test("an upgrade can be rolled back with the earlier backup", async () => {
	expect(await start(), output).toBe(true);
	const backup = join(dirname(own.program), "before.db");
	const command = (...args: string[]) =>
		run(process.execPath, ["backup.js", "--settings", own.settings, ...args], { cwd: own.program });
	expect((await command(backup)).stdout).toMatch(/^Written and verified/);
	await expect(command(backup, "--restore")).rejects.toThrow("The portal is running");
	await stop();

	migrateFurther(own.dataDir);
	expect(await start()).toBe(false);
	expect(output).toMatch(/"start-failed".*999-of-a-later-version.*restore the backup/);

	expect((await command(backup, "--restore")).stdout).toMatch(/^Restored/);
	expect(statSync(join(own.dataDir, "keyturn.db")).uid).toBe(NOBODY);
	expect(await start(), output).toBe(true);
	expect(JSON.parse(await ask(ASK)).events).toContain("event: watch");
	await stop();
});

/** Migrates the database as a future version would. */
function migrateFurther(dataDir: string): void {
	const database = new DatabaseSync(join(dataDir, "keyturn.db"));
	database.exec(
		"INSERT INTO kysely_migration (name, timestamp) VALUES ('999-of-a-later-version', '2030-01-01')",
	);
	database.close();
}

test("a person is forgotten while the portal is stopped, and only then", async () => {
	const forget = (...args: string[]) =>
		run(process.execPath, ["forget.js", "dana@contoso.com", "--settings", own.settings, ...args], {
			cwd: own.program,
		});
	expect(await start(), output).toBe(true);
	expect((await forget("--dry-run")).stdout).toMatch(/^Would be forgotten: [\s\S]*watches: 1/);
	await expect(forget()).rejects.toThrow("The portal is running");
	expect(JSON.parse(await ask(ASK)).events).toContain("event: watch");
	await stop();
	expect((await forget()).stdout).toMatch(/^Forgotten: [\s\S]*watches: 1[\s\S]*ledger: 1/m);
	expect(await start(), output).toBe(true);
	const status = `fetch("http://127.0.0.1:3000/api/watches/${TICKET}").then((a) => console.log(a.status))`;
	expect((await ask(status)).trim()).toBe("404");
	await stop();
});

test("the check also runs from the archive", async () => {
	const result = await run(process.execPath, ["check.js", "--json", "--settings", own.settings], {
		cwd: own.program,
	}).catch((error: { stdout: string }) => error);
	const { rows } = JSON.parse(result.stdout);
	expect(rows).toContainEqual({ check: "settings", status: "ok", found: expect.any(String) });
});

test("other unpackers read the archive as GNU tar does", () => {
	const python =
		"import tarfile,sys; t=tarfile.open(sys.argv[1]); print(len(t.getnames()), {m.mtime for m in t}, {m.uid for m in t})";
	const summary = execFileSync("python3", ["-c", python, own.archive.file], { encoding: "utf8" });
	const files = readdirSync(own.program, { recursive: true, withFileTypes: true });
	expect(summary.trim()).toBe(`${files.filter((one) => one.isFile()).length} {315532800} {0}`);
});
