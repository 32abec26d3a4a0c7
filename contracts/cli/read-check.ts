import { type Ended, startCommand, type Variables } from "./command-process.ts";

type Row = { check: string; subject?: string; status: string; found: string; todo?: string };

/** A report in the format of `--json`. */
export type Report = { ok: boolean; checkedAt: string; rows: Row[] };

/** Runs `npm run check` to the end. @throws if it prints a secret from its settings */
export async function runCheck(args: readonly string[], variables: Variables): Promise<Ended> {
	const ended = await startCommand("check", args, variables).ended;
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
