import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "#lib/server/store/store.ts";

const ROOT = join(import.meta.dirname, "../..");
const TENANT = `ENTRA_TENANT_ID=11111111-2222-4333-8444-555555555555
ENTRA_CLIENT_ID=22222222-3333-4444-8555-666666666666
ENTRA_AUTHORITY=http://127.0.0.1:9/11111111-2222-4333-8444-555555555555
GRAPH_URL=http://127.0.0.1:9
PORTAL_URL=https://password.contoso.com
`;

/** Runs a command in a folder that has only its settings, as `keyturn.env`. */
function run(script: string, args: readonly string[], settings = TENANT, variables = {}) {
	const cwd = mkdtempSync(join(tmpdir(), "keyturn-command-"));
	writeFileSync(join(cwd, "keyturn.env"), settings);
	const env = { PATH: process.env.PATH, NODE_ENV: "production" as const, ...variables };
	const options = { cwd, env, encoding: "utf8", timeout: 20_000 } as const;
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[join(ROOT, script), ...args],
		options,
	);
	return { status, stdout, stderr };
}

const COMMANDS = ["start", "check", "register", "backup", "move-store", "forget"].map(
	(name) => [`cli/${name}.ts`, `npm ${name === "start" ? "" : "run "}${name} -- `] as const,
);
const ALL = [
	...COMMANDS,
	["cli/test.ts", "npm test -- "],
	["cli/build.ts", "npm run build"],
	["cli/package.ts", "npm run package"],
	["server.ts", "node server.js "],
] as const;

test.each(ALL)("%s says what is wrong, prints the usage, and does nothing", (script, usage) => {
	const { status, stdout, stderr } = run(script, ["--bogus"]);
	expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
	expect(stderr).toMatch(/^Unknown option '--bogus'/);
	expect(stderr).toContain(`\n\n${usage}`);
	const help = run(script, ["--help"]);
	expect([help.status, help.stderr, help.stdout.startsWith(usage)]).toEqual([0, "", true]);
});

test.each<[what: string, args: string[], words: RegExp]>([
	["an option that it does not have", ["trust", "--bogus"], /^Unknown option '--bogus'/],
	[
		"a number that is none",
		["trust", "--rounds", "many"],
		/^--rounds many: must be a whole number/,
	],
	["an option without a benchmark", ["--bogus"], /^--bogus: name a benchmark first/],
	["an unknown name", ["bogus"], /^Unknown benchmark: bogus\. Known: (?!.*\b(\w+)\b.*\b\1\b)/],
])("a benchmark refuses %s in a sentence", (_, args, words) => {
	const { status, stderr } = run("cli/bench.ts", args);
	expect(status).toBe(2);
	expect(stderr).toMatch(words);
	expect(stderr).not.toContain("    at ");
});

test("the benchmarks print their usage at once", () => {
	for (const args of [["--help"], ["pictures", "--help"]]) {
		const { status, stdout, stderr } = run("cli/bench.ts", args);
		expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
		expect(stdout).toMatch(/^npm run bench -- \[NAME…\].*cohort.*pictures/s);
	}
});

test.each<[what: string, script: string, args: string[], words: RegExp]>([
	[
		"something that is not a port",
		"server.ts",
		["--port", "abc"],
		/^Port 'abc': must be a number from 1/,
	],
	["a port out of range", "server.ts", ["--port", "99999"], /^Port '99999': must be a number/],
	["an empty port", "server.ts", ["--port", ""], /^Port '': must be a number/],
	["a port in another notation", "server.ts", ["--port", "0x10"], /^Port '0x10': must be/],
	["no port", "server.ts", ["--port"], /^Option '--port <value>' argument missing/],
	["two ports", "server.ts", ["--port", "3", "--port=4"], /^Option '--port' is given twice/],
	["no host", "server.ts", ["--host", ""], /^--host is empty/],
	["one argument too many", "server.ts", ["3000"], /^Unexpected argument '3000'/],
	["a port for practice", "cli/start.ts", ["--port", "1e3"], /^Port '1e3': must be/],
	["an empty name to forget", "cli/forget.ts", ["a@b.c", " "], /^A name is empty\./],
	["two people", "cli/check.ts", ["--user", "a@b.c", "--user", "d@e.f"], /given twice/],
	["two tenants", "cli/register.ts", ["--tenant", "a", "--tenant", "b"], /given twice/],
	["an unknown part of the tests", "cli/test.ts", ["unot"], /^No part of the tests is called unot/],
])("%s is a mistake", (_, script, args, words) => {
	const { status, stdout, stderr } = run(script, args);
	expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
	expect(stderr).toMatch(words);
	expect(stderr).not.toMatch(/ at .*\.ts|node:/);
});

test("moving from a missing store fails and does not create one", () => {
	const settings = `${TENANT}DATABASE_URL=postgres://a:b@127.0.0.1:9/x\n`;
	const args = ["--from", "nowhere", "--to", "DATABASE_URL", "--settings", "keyturn.env"];
	const { status, stderr } = run("cli/move-store.ts", args, settings);
	expect([status, stderr]).toEqual([
		1,
		"Nothing was moved: there is no database in the folder to move from.\n",
	]);
});

test("forgetting in a missing database fails", () => {
	const settings = `${TENANT}DATA_DIR=mistyped\n`;
	const args = ["dana@contoso.com", "--settings", "keyturn.env"];
	const { status, stdout, stderr } = run("cli/forget.ts", args, settings);
	expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
	expect(stderr).toBe("There is no database in mistyped. Is DATA_DIR right?\n");
});

test("forgetting says when it found nobody, and audits nothing", async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "keyturn-forget-"));
	const open = () => openStore({ dataDir });
	await (await open()).close();
	const settings = `${TENANT}DATA_DIR=${dataDir}\n`;
	for (const more of [[], ["--dry-run"]]) {
		const args = ["nobdy@contoso.com", "--settings", "keyturn.env", ...more];
		const { status, stdout, stderr } = run("cli/forget.ts", args, settings);
		expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
		expect(stderr).toBe("Nothing is stored under this name. Check the spelling.\n");
	}
	const store = await open();
	expect((await store.auditPage({}, { limit: 9 })).entries).toEqual([]);
	await store.close();
});

test("a backup says what is wrong with its place", async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "keyturn-backup-"));
	await (await openStore({ dataDir })).close();
	for (const [args, words] of [
		[[dataDir, "--restore"], `${dataDir} is a folder.`],
		[["/nonexist/a.db", "--restore"], "/nonexist/a.db does not exist."],
		[["/nonexist/a.db"], "The folder /nonexist does not exist."],
	] as const) {
		const settings = `${TENANT}DATA_DIR=${dataDir}\n`;
		const { status, stderr } = run(
			"cli/backup.ts",
			[...args, "--settings", "keyturn.env"],
			settings,
		);
		expect([status, stderr]).toEqual([1, `${words}\n`]);
	}
});

test("registration refuses to run without certificate checks", () => {
	const args = ["--tenant", "contoso.com", "--portal-url", "https://a.example", "--dry-run"];
	expect(run("cli/register.ts", args).status).toBe(0);
	const { status, stderr } = run("cli/register.ts", args, TENANT, {
		NODE_TLS_REJECT_UNAUTHORIZED: "0",
	});
	expect([status, stderr]).toEqual([2, expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED: /)]);
});
