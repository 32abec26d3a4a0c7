import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { asRun, readCommandLine } from "#lib/command-line.ts";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { type EnvLines, loadEnvFile } from "#lib/server/settings/env-file.ts";
import { readSettings, type Settings } from "#lib/server/settings/settings.ts";
import { changesReported, type Followed } from "./check/account-changes.ts";
import { checkPortal } from "./check/check-portal.ts";
import { followAccount } from "./check/follow-account.ts";
import { followedLines } from "./check/followed-line.ts";
import { lookUpControllers } from "./check/found-controllers.ts";
import { guidedRun } from "./check/real/guided-run.ts";
import { reportTable } from "./check/report-table.ts";
import { end, messageOf, say } from "./command.ts";

/** Exit codes: the portal would not work; nothing was checked or the command was used wrongly. */
const NOT_WORKING = 1;
const NOT_CHECKED = 2;

const USAGE = `npm run check -- [--json] [--user UPN] [--watch UPN] [--real] [--settings FILE]

  --json        prints JSON; with --watch one object per line
  --user UPN    also shows what the managed domain holds for this person
  --watch UPN   follows this person's account and prints every change, until Ctrl+C
  --real        guides you through one password change by a test person and writes a report without names
  --settings    reads the settings from this file instead of .env`;

const noTenant = (
	file = "a copy of .env.example named .env",
) => `No tenant is configured, so there is nothing to check. Fill in ${file}, or set
ENTRA_TENANT_ID, ENTRA_CLIENT_ID, PORTAL_URL and the DOMAIN_ settings as environment variables.`;

const NO_READING_ACCOUNT =
	"No reading account is configured (DOMAIN_BIND_DN or DOMAIN_BIND_PRINCIPAL), so nothing can be read.";

/** How often `--watch` reads each controller. */
const WATCH_MS = 1_000;

const DEFAULT_WIDTH = 110;

async function main(): Promise<number> {
	const { json, user, watch, real, settings: file } = readArguments();
	let lines: EnvLines;
	try {
		lines = loadEnvFile(process.env, file);
	} catch (error) {
		return end(NOT_CHECKED, messageOf(error));
	}
	const settings = readSettings(process.env);
	if (!settings.ok && settings.reason === "no-tenant") return end(NOT_CHECKED, noTenant(file));
	if (watch !== undefined && settings.ok) return await follow(settings.value, watch, json);
	if (real && settings.ok) return await runGuided(settings.value);
	const report = await checkPortal({
		settings,
		environment: process.env,
		read: { file: file ?? ".env", lines },
		userPrincipalName: user,
	});
	const width = process.stdout.columns ?? (Number(process.env.COLUMNS) || DEFAULT_WIDTH);
	say(json ? JSON.stringify(report, null, 2) : reportTable(report, width));
	return report.ok ? 0 : NOT_WORKING;
}

const OPTIONS = {
	options: {
		json: { type: "boolean", default: false },
		user: { type: "string" },
		watch: { type: "string" },
		real: { type: "boolean", default: false },
		settings: { type: "string" },
	},
} as const;

function readArguments() {
	return readCommandLine(USAGE, OPTIONS, ({ values }) => {
		if (values.user === "" || values.watch === "") throw new Error("The user name is empty.");
		if (values.user !== undefined && values.watch !== undefined) {
			throw new Error("Use either --user, which checks once, or --watch, which keeps following.");
		}
		if (values.real && (values.json || values.user !== undefined || values.watch !== undefined)) {
			throw new Error("--real asks for everything it needs and takes no other option.");
		}
		return values;
	});
}

async function follow(settings: Settings, userPrincipalName: string, json: boolean) {
	const connection = await readableDomain(settings);
	const { signal } = untilInterrupted();
	if (!json) say(`Following ${userPrincipalName}. Times are UTC. Ctrl+C ends it.`);
	const report = (followed: Followed) =>
		say(json ? JSON.stringify(followed) : followedLines(followed).join("\n"));
	const following = await followAccount(connection, {
		userPrincipalName,
		everyMs: WATCH_MS,
		signal,
		receiver: () => changesReported(report),
	});
	const how = following === "refused" ? following : await following.ended;
	return how === "refused" ? NOT_WORKING : 0;
}

/** The domain with its controllers; ends the command if the settings name none that can be read. */
async function readableDomain({ connection }: Settings): Promise<DomainConnection> {
	if (!connection) return end(NOT_CHECKED, NO_READING_ACCOUNT);
	const { found, verdict } = await lookUpControllers(connection);
	if (found.controllerUrls.length === 0) return end(NOT_WORKING, verdict?.found ?? "");
	return found;
}

function untilInterrupted(): AbortController {
	const ending = new AbortController();
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => ending.abort());
	return ending;
}

/** The guided run, which writes its report to the current folder. */
async function runGuided(settings: Settings) {
	const connection = await readableDomain(settings);
	const { tenant, change } = settings;
	const ending = untilInterrupted();
	const lines = createInterface({ input: process.stdin, output: process.stdout });
	lines.on("SIGINT", () => ending.abort());
	lines.on("close", () => ending.abort());
	const report = await guidedRun(
		{
			connection,
			graphUrl: tenant.graphUrl,
			changeUrl: change.microsoftUrl ?? "the organisation's page for changing a password",
			signal: ending.signal,
		},
		{ say, ask: (question, signal) => lines.question(`${question} `, { signal }) },
	);
	lines.close();
	if (report === "refused") {
		return end(
			NOT_WORKING,
			asRun("A controller refuses the reading account. Run npm run check first."),
		);
	}
	const file = `keyturn-real-${new Date().toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}.txt`;
	say(`\n${report}\n`);
	writeFileSync(file, `${report}\n`);
	say(`Written to ${file}. It names no person and no machine, so you can send it to the project.`);
	return 0;
}

// The reader of our output has closed the pipe, e.g. `| head`: exit like a shell does (128 + SIGPIPE).
process.stdout.on("error", () => process.exit(141));

process.exitCode = await main();
