import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { debianProgram } from "#tools/debian-packages.ts";

/** The samples in deploy/, checked with the programs that read them. */

const DEPLOY = join(import.meta.dirname, "../../deploy");

function run(program: string, ...args: string[]): { status: number | null; output: string } {
	const { status, stdout, stderr } = spawnSync(program, args, { cwd: DEPLOY, encoding: "utf8" });
	return { status, output: stdout + stderr };
}

test.each(["keyturn.service", "keyturn-backup.service"])("%s is sandboxed", (unit) => {
	const file = join("systemd", unit);
	// In tenths: 2.0.
	const judged = run("systemd-analyze", "security", "--offline=true", "--threshold=20", file);
	expect(judged.output).toContain("Overall exposure level");
	expect(judged.status, judged.output.slice(-200)).toBe(0);
});

test("the portal is restarted for as long as it takes, e.g. while its database is down", () => {
	const unit = readFileSync(join(DEPLOY, "systemd", "keyturn.service"), "utf8");
	const [head = ""] = unit.split("[Service]");
	// By default systemd gives up after five failed starts in ten seconds (systemd.unit).
	expect(head).toMatch(/^StartLimitIntervalSec=0$/m);
	expect(unit).toMatch(/^Restart=always$/m);
});

test("the alerts are well-formed, and fire when they should", () => {
	const promtool = debianProgram("promtool");
	const checked = run(promtool, "check", "rules", join("prometheus", "keyturn.rules.yml"));
	expect(checked.status, checked.output).toBe(0);
	const tried = run(promtool, "test", "rules", join("prometheus", "keyturn.tests.yml"));
	expect(tried.status, tried.output).toBe(0);
});
