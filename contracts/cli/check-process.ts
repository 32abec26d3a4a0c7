import { execFile, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

/** Runs `npm run check` in its own process, for tests. */

export type Variables = Record<string, string>;
type Row = { check: string; subject?: string; status: string; found: string; todo?: string };

/** A report in the format of `--json`. */
export type Report = { ok: boolean; checkedAt: string; rows: Row[] };

export type Ended = { code: number; stdout: string; stderr: string };

const SCRIPT = join(import.meta.dirname, "../../cli/check.ts");

/** An environment without this shell's settings. */
const BARE = { PATH: process.env.PATH, NODE_ENV: "production" } as const;

export function emptyFolder(): string {
	return mkdtempSync(join(tmpdir(), "keyturn-"));
}

/** Node as started by `cli/run.mjs`, in a folder without a `.env` file. */
function processOf(args: readonly string[], variables: Variables) {
	return {
		args: [SCRIPT, ...args],
		options: { cwd: emptyFolder(), env: { ...BARE, ...variables } },
	};
}

/** Runs it to the end. @throws if it prints a secret from its settings */
export async function runCheck(args: readonly string[], variables: Variables): Promise<Ended> {
	const { args: all, options } = processOf(args, variables);
	const ended = await promisify(execFile)(process.execPath, all, options).then(
		({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
		({ code, stdout, stderr }) => ({ code, stdout, stderr }),
	);
	const smtpPassword = variables.SMTP_URL ? new URL(variables.SMTP_URL).password : "";
	for (const secret of [variables.DOMAIN_BIND_PASSWORD, smtpPassword]) {
		const isShown = secret && (ended.stdout + ended.stderr).includes(secret);
		if (isShown) throw new Error(`It printed a secret:\n${ended.stdout}${ended.stderr}`);
	}
	return ended;
}

/** Runs it with `--json`. @throws if report and exit code disagree */
export async function readCheck(variables: Variables, ...args: string[]) {
	const { code, stdout } = await runCheck(["--json", ...args], variables);
	const report: Report = JSON.parse(stdout);
	const isFailed = report.rows.some(({ status }) => status === "failed");
	if (report.ok === isFailed || code !== (isFailed ? 1 : 0)) {
		throw new Error(`It ended with ${code}:\n${stdout}`);
	}
	return {
		...report,
		/** The rows of a check as `status: found → what to do`, optionally of one controller by its address. */
		on: (id: string, subject = "") =>
			report.rows
				.filter((row) => row.check === id && (row.subject ?? "").startsWith(subject))
				.map(({ status, found, todo }) => `${status}: ${found}${todo ? ` → ${todo}` : ""}`),
	};
}

/** Follows an account until interrupted. */
export function watchCheck(variables: Variables, userPrincipalName: string, ...more: string[]) {
	const { args, options } = processOf(["--watch", userPrincipalName, ...more], variables);
	const child = spawn(process.execPath, args, options);
	const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		ended,
		/** Reads until a line matches. */
		async line(pattern: RegExp): Promise<string> {
			for (;;) {
				const { done, value } = await lines.next();
				if (done) throw new Error(`It never printed ${pattern}.`);
				if (pattern.test(value)) return value;
			}
		},
		interrupt: () => child.kill("SIGINT"),
	};
}

/** Goes through the guided run as an administrator would, in its own folder. */
export function startGuidedCheck(variables: Variables) {
	const { args, options } = processOf(["--real"], variables);
	const child = spawn(process.execPath, args, options);
	const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
	let text = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (part: string) => {
			text += part;
		});
	}
	return {
		ended,
		folder: options.cwd,
		/** Everything printed so far. */
		text: () => text,
		/** Waits until the output matches. */
		async prints(what: RegExp): Promise<void> {
			while (!what.test(text)) {
				if (child.exitCode !== null) throw new Error(`It never printed ${what}:\n${text}`);
				await setTimeout(100);
			}
		},
		answer: (words = "") => child.stdin.write(`${words}\n`),
		interrupt: () => child.kill("SIGINT"),
	};
}
