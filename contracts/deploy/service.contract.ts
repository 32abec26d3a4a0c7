import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run, type Unpacked, unpackPackage } from "./packaged.ts";

/** The archive as a service, set up as in docs/operations.md, under a real systemd that is booted for it. */

const LIMIT_MS = 60_000;

let folder: string;
let own: Unpacked;
let told: Record<string, unknown>;

beforeAll(async () => {
	own = await unpackPackage("PORTAL_URL=https://password.contoso.com\n");
	folder = mkdtempSync(join(tmpdir(), "keyturn-service-"));
	const root = join(folder, "root");
	for (const name of ["told", "booted"]) mkdirSync(join(folder, name));
	for (const name of ["opt/keyturn", "etc/keyturn", "etc/systemd/system"]) {
		mkdirSync(join(root, name), { recursive: true });
	}
	cpSync(own.program, join(root, "opt/keyturn/current"), { recursive: true });
	cpSync(join(own.program, "deploy/systemd"), join(root, "etc/systemd/system"), {
		recursive: true,
	});
	const settings = readFileSync(own.settings, "utf8").replace(own.dataDir, "/var/lib/keyturn");
	writeFileSync(join(root, "etc/keyturn/keyturn.env"), settings, { mode: 0o600 });
	writeFileSync(join(root, "etc/systemd/system/probe.service"), PROBE_UNIT);
	writeFileSync(join(root, "opt/probe.mjs"), PROBE);
	const script = join(import.meta.dirname, "booted.sh");
	const args = ["--mount", "--propagation", "private", "bash", script, folder, process.execPath];
	const booted = await run("unshare", args, { timeout: LIMIT_MS }).catch((failed) => failed);
	const answer = join(folder, "told", "answer.json");
	try {
		told = JSON.parse(readFileSync(answer, "utf8"));
	} catch {
		throw new Error(`systemd did not run the probe: ${booted.stdout}${booted.stderr}`);
	}
}, 2 * LIMIT_MS);
afterAll(() => {
	for (const name of [folder, join(own.program, "..")])
		rmSync(name, { recursive: true, force: true });
});

const PROBE_UNIT = `[Unit]
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
ExecStart=/usr/bin/node /opt/probe.mjs
`;

/** Does what the document says, and writes down what it finds. */
const PROBE = `
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
const told = {};
const systemctl = (...args) => execFileSync("systemctl", args, { encoding: "utf8" }).trim();
const shown = (name) => systemctl("show", "keyturn", "--value", "--property", name);
const took = (action) => {
	const startedMs = performance.now();
	action();
	return performance.now() - startedMs;
};
async function answers() {
	for (let n = 0; n < 150; n++) {
		const answer = await fetch("http://127.0.0.1:3000/api/health/live").catch(() => undefined);
		if (answer?.ok) return true;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return execFileSync("journalctl", ["--unit", "keyturn", "--no-pager"], { encoding: "utf8" });
}
const mode = (path) => (statSync(path).mode & 0o777).toString(8);
try {
	systemctl("enable", "--now", "keyturn", "keyturn-backup.timer");
	told.started = await answers();
	const pid = shown("MainPID");
	const status = readFileSync("/proc/" + pid + "/status", "utf8");
	const line = (name) => status.match(new RegExp("^" + name + ":\\\\s+(\\\\S+)", "m"))?.[1];
	told.user = Number(line("Uid"));
	told.process = { rights: line("CapEff"), noNewPrivileges: line("NoNewPrivs"), seccomp: line("Seccomp") };
	told.data = { folder: mode("/var/lib/private/keyturn"), file: mode("/var/lib/keyturn/keyturn.db") };
	process.kill(Number(pid), "SIGKILL");
	await new Promise((resolve) => setTimeout(resolve, 500));
	told.restarted = await answers();
	told.restarts = shown("NRestarts");
	systemctl("start", "keyturn-backup");
	const backups = readdirSync("/var/backups/keyturn");
	told.backups = backups.map((name) => [name.replace(/\\d/g, "0"), mode("/var/backups/keyturn/" + name)]);
	told.timer = systemctl("is-active", "keyturn-backup.timer");
	told.stoppedMs = took(() => systemctl("stop", "keyturn"));
	told.ended = shown("Result");
	const restore = ["backup.js", "--settings", "/etc/keyturn/keyturn.env", "/var/backups/keyturn/" + backups[0], "--restore"];
	told.restore = execFileSync("/usr/bin/node", restore, { cwd: "/opt/keyturn/current", encoding: "utf8" });
	systemctl("start", "keyturn");
	told.startedAgain = await answers();
} catch (error) {
	told.error = String(error.stack) + (error.stderr ?? "");
}
writeFileSync("/told/answer.json", JSON.stringify(told));
`;

test("it runs as a user of its own without any right, and only it can read its data", () => {
	expect(told.error).toBeUndefined();
	expect(told.started).toBe(true);
	// The range of systemd's dynamic users.
	expect(told.user).toBeGreaterThanOrEqual(61_184);
	expect(told.user).toBeLessThanOrEqual(65_519);
	expect(told.process).toEqual({ rights: "0000000000000000", noNewPrivileges: "1", seccomp: "2" });
	expect(told.data).toEqual({ folder: "700", file: "600" });
});

test("it is restarted after a crash, and stops by itself within three seconds", () => {
	expect(told).toMatchObject({ restarted: true, restarts: "1", ended: "success" });
	expect(told.stoppedMs).toBeLessThan(3_000);
});

test("its backup runs beside it, and it starts from a restored one", () => {
	expect(told.timer).toBe("active");
	expect(told.backups).toEqual([["keyturn-00000000T000000.db", "600"]]);
	expect(told.restore).toMatch(/^Restored/);
	expect(told.startedAgain).toBe(true);
});
