import type { ChildProcess } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { readCommandLine } from "#lib/command-line.ts";
import {
	type Provision,
	provideChromium,
	provideContracts,
	provideDeployment,
	providePostgres,
	provideSamba,
} from "#tools/debian-packages.ts";
import { run, start } from "#tools/processes.ts";
import { buildIfNeeded } from "./build.ts";
import { checkPageWeight } from "./page-weight.ts";
import {
	endedAs,
	failure,
	type Outcome,
	PASSED,
	readPlaywrightReport,
	readVitestReport,
	sum,
} from "./test-report.ts";

type Say = (text: string) => void;

/** One part of the tests: `run` returns its outcome, `needs` provides what the machine must have. */
type Part = {
	name: string;
	needs?: () => Promise<Provision>;
	run: (lane: Lane) => Promise<Outcome>;
};

/** Parts that run one after the other, in parallel with the other lane. */
type Lane = { parts: Part[]; say: Say; isShownAtOnce: boolean; priority: number };

const REPORTS = join(".data", "test-reports");
const print: Say = (text) => void process.stdout.write(text);

/** A machine with other digits; `vitest.config.ts` has the other dates. */
const ELSEWHERE = { LC_ALL: "ar_EG.UTF-8" };

/** Whether a skipped part is a failure. */
const IS_STRICT = process.env.CI === "true";

/** The first two mostly wait for their servers, so this lane gets priority when it has work. */
const ON_SERVERS: Part[] = [
	{ name: "contracts on real servers", needs: provideContracts, run: vitest("contract") },
	{ name: "contracts on PostgreSQL", needs: providePostgres, run: vitest("PostgreSQL") },
	// Here only because the other lane takes longer.
	{ name: "unit, on other days and machines", run: vitest("other clock*", ELSEWHERE) },
];
/** These use all the CPU they can get. */
const BESIDE: Part[] = [
	{ name: "format and lint", run: steps(["biome", "ci", "--error-on-warnings", "."]) },
	{ name: "boundaries", run: steps(["depcruise", "."]) },
	{ name: "unused code", run: steps(["knip"]) },
	{ name: "types", run: steps(["next", "typegen"], ["tsc", "--noEmit"]) },
	{ name: "build", run: build },
	{ name: "page weight", run: pageWeight },
	{ name: "deployment", needs: provideDeployment, run: deployment },
	{ name: "unit", run: vitest("unit*") },
	{ name: "components in Chromium", needs: provideChromium, run: vitest("components") },
	{ name: "end to end in Chromium", needs: provideChromium, run: endToEnd },
];

const USAGE = `npm test -- [NAME…]

  NAME   runs the parts whose name begins so: ${[...ON_SERVERS, ...BESIDE].map(({ name }) => name).join(", ")}`;

/** Runs all parts, or those whose name begins with one of the arguments. */
async function main(): Promise<void> {
	const only = readCommandLine(USAGE, { allowPositionals: true }, ({ positionals }) => {
		const isPart = (start: string) =>
			[...ON_SERVERS, ...BESIDE].some(({ name }) => name.startsWith(start));
		const unknown = positionals.find((start) => !isPart(start));
		if (unknown !== undefined) throw new Error(`No part of the tests is called ${unknown}.`);
		return positionals;
	});
	for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
	mkdirSync(REPORTS, { recursive: true });
	const wanted = ({ name }: Part) => only.length === 0 || only.some((o) => name.startsWith(o));
	const onServers = ON_SERVERS.filter(wanted);
	const beside = BESIDE.filter(wanted);
	const hasTwoLanes = onServers.length > 0 && beside.length > 0;
	if (hasTwoLanes)
		print("The contracts run in parallel with the other parts; their output comes last.\n");
	let later = "";
	const outcomes = await Promise.all([
		runLane({ parts: beside, say: print, isShownAtOnce: true, priority: hasTwoLanes ? 10 : 0 }),
		runLane({
			parts: onServers,
			say: hasTwoLanes ? (text) => (later += text) : print,
			isShownAtOnce: !hasTwoLanes,
			priority: 0,
		}),
	]);
	print(later);
	const { passed, failed, skipped, failures } = sum(outcomes);
	process.exitCode = failed > 0 || isStopping ? 1 : 0;
	if (failed > 0) print(`\nFailed:\n${failures.map((name) => `- ${name}\n`).join("")}`);
	print(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}

const running = new Set<ChildProcess>();
let isStopping = false;

/** Ends running parts like Ctrl+C, which also reaches the servers that tests have started. */
function stop(): void {
	isStopping = true;
	for (const child of running) child.kill("SIGINT");
}

async function runLane(lane: Lane): Promise<Outcome> {
	const outcomes: Outcome[] = [];
	for (const part of lane.parts) {
		if (isStopping) break;
		const startedAt = performance.now();
		lane.say(`\n── ${part.name}\n`);
		outcomes.push(await runPart(part, lane));
		lane.say(`${Math.round((performance.now() - startedAt) / 1_000)} s\n`);
	}
	return sum(outcomes);
}

async function runPart(part: Part, lane: Lane): Promise<Outcome> {
	const provision = (await part.needs?.()) ?? { ok: true };
	if (!provision.ok) {
		lane.say(`${IS_STRICT ? "Failed" : "Left out"}: ${part.name}. ${provision.reason}\n`);
		return IS_STRICT ? failure(part.name) : { passed: 0, failed: 0, skipped: 1, failures: [] };
	}
	try {
		return await part.run(lane);
	} catch (error) {
		lane.say(`${error instanceof Error ? error.message : String(error)}\n`);
		return failure(part.name);
	}
}

/** A check that passes or fails as a whole. */
function steps(...commands: [program: string, ...args: string[]][]): Part["run"] {
	return async ({ say }) => {
		for (const [program, ...args] of commands) await run(program, args);
		say("passed\n");
		return PASSED;
	};
}

async function build({ say }: Lane): Promise<Outcome> {
	await buildIfNeeded((line) => say(`${line}\n`));
	say("passed\n");
	return PASSED;
}

/** The build, as operators run it. */
async function deployment(lane: Lane): Promise<Outcome> {
	await buildIfNeeded((line) => lane.say(`${line}\n`));
	return await vitest("deployment")(lane);
}

async function pageWeight({ say }: Lane): Promise<Outcome> {
	say(`passed: ${checkPageWeight()}\n`);
	return PASSED;
}

function vitest(project: string, env: Record<string, string> = {}): Part["run"] {
	return async (lane) => {
		const report = freshReport(project.replace(/\W+/g, "-"));
		const args = [
			"run",
			"--project",
			project,
			"--reporter=default",
			"--reporter=json",
			`--outputFile.json=${report}`,
		];
		const isWell = await follow({ program: "vitest", args, env, lane });
		return endedAs(isWell, project, readVitestReport(report));
	};
}

async function endToEnd(lane: Lane): Promise<Outcome> {
	const samba = await provideSamba();
	if (!samba.ok && IS_STRICT) throw new Error(samba.reason);
	if (!samba.ok) {
		lane.say(`Skipped: the proof on real domain controllers. ${samba.reason}\n`);
	}
	const report = freshReport("e2e");
	const args = ["test", ...(samba.ok ? [] : ["--grep-invert", "real controllers"])];
	const env = { KEYTURN_REPORT: report };
	const isWell = await follow({ program: "playwright", args, env, lane });
	const outcome = endedAs(isWell, "end to end", readPlaywrightReport(report));
	return samba.ok ? outcome : { ...outcome, skipped: outcome.skipped + 1 };
}

function freshReport(name: string): string {
	const file = join(REPORTS, `${name}.json`);
	rmSync(file, { force: true });
	return file;
}

type Followed = { program: string; args: string[]; env: Record<string, string>; lane: Lane };

/**
 * Runs a program with its output shown. Its report, which must exist, has the number of failures.
 *
 * @returns whether the exit code was 0
 */
async function follow({ program, args, env, lane }: Followed): Promise<boolean> {
	const output = lane.isShownAtOnce ? "inherit" : "pipe";
	const child = start(program, args, { env, stdio: ["ignore", output, output] });
	running.add(child);
	if (child.pid) setPriority(child.pid, lane.priority);
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding("utf8").on("data", lane.say);
	}
	const code = await new Promise((resolve) => child.once("close", resolve));
	running.delete(child);
	return code === 0;
}

await main();
