import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
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

type Counts = { passed: number; failed: number; skipped: number };
type Say = (text: string) => void;

/** One part of the tests: `run` gives its counts, `needs` says what the machine must have. */
type Part = {
	name: string;
	needs?: () => Promise<Provision>;
	run: (lane: Lane) => Promise<Counts>;
};

/** Parts that run one after the other, beside those of the other lane. */
type Lane = { parts: Part[]; say: Say; isShownAtOnce: boolean; priority: number };

const REPORTS = join(".data", "test-reports");
const print: Say = (text) => void process.stdout.write(text);

/** A machine that counts in other digits; `vitest.config.ts` has the other days. */
const ELSEWHERE = { LC_ALL: "ar_EG.UTF-8" };

/** Whether nothing may be left out. */
const IS_STRICT = process.env.CI === "true";

const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

/** They wait for their servers most of the time, and go first when they have something to do. */
const ON_SERVERS: Part[] = [
	{ name: "contracts on real servers", needs: provideContracts, run: vitest("contract") },
	{ name: "contracts on PostgreSQL", needs: providePostgres, run: vitest("PostgreSQL") },
];
/** They use all of the processor that they get. */
const BESIDE: Part[] = [
	{ name: "format and lint", run: steps(["biome", "ci", "--error-on-warnings", "."]) },
	{ name: "boundaries", run: steps(["depcruise", "."]) },
	{ name: "unused code", run: steps(["knip"]) },
	{ name: "types", run: steps(["next", "typegen"], ["tsc", "--noEmit"]) },
	{ name: "build", run: build },
	{ name: "page weight", run: pageWeight },
	{ name: "deployment", needs: provideDeployment, run: deployment },
	{ name: "unit", run: vitest("unit*") },
	{ name: "unit, on other days and machines", run: vitest("other clock*", ELSEWHERE) },
	{ name: "components in Chromium", needs: provideChromium, run: vitest("components") },
	{ name: "end to end in Chromium", needs: provideChromium, run: endToEnd },
];

/** Runs all parts, or those whose name begins with one of the arguments. */
async function main(): Promise<void> {
	mkdirSync(REPORTS, { recursive: true });
	const only = process.argv.slice(2);
	const wanted = ({ name }: Part) => only.length === 0 || only.some((o) => name.startsWith(o));
	const onServers = ON_SERVERS.filter(wanted);
	const beside = BESIDE.filter(wanted);
	const hasTwoLanes = onServers.length > 0 && beside.length > 0;
	if (hasTwoLanes) print("The contracts run beside the other parts; their output is the last.\n");
	let later = "";
	const counts = await Promise.all([
		runLane({ parts: beside, say: print, isShownAtOnce: true, priority: hasTwoLanes ? 10 : 0 }),
		runLane({
			parts: onServers,
			say: hasTwoLanes ? (text) => (later += text) : print,
			isShownAtOnce: !hasTwoLanes,
			priority: 0,
		}),
	]);
	print(later);
	const { passed, failed, skipped } = sum(counts);
	process.exitCode = failed > 0 ? 1 : 0;
	print(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}

async function runLane(lane: Lane): Promise<Counts> {
	const counts: Counts[] = [];
	for (const part of lane.parts) {
		const startedAt = performance.now();
		lane.say(`\n── ${part.name}\n`);
		counts.push(await runPart(part, lane));
		lane.say(`${Math.round((performance.now() - startedAt) / 1_000)} s\n`);
	}
	return sum(counts);
}

async function runPart(part: Part, lane: Lane): Promise<Counts> {
	const provision = (await part.needs?.()) ?? { ok: true };
	if (!provision.ok) {
		lane.say(`${IS_STRICT ? "Failed" : "Left out"}: ${part.name}. ${provision.reason}\n`);
		return IS_STRICT ? FAILED : { passed: 0, failed: 0, skipped: 1 };
	}
	try {
		return await part.run(lane);
	} catch (error) {
		lane.say(`${error instanceof Error ? error.message : String(error)}\n`);
		return FAILED;
	}
}

function sum(all: readonly Counts[]): Counts {
	const of = (key: keyof Counts) => all.reduce((total, each) => total + each[key], 0);
	return { passed: of("passed"), failed: of("failed"), skipped: of("skipped") };
}

/** A check that is passed or failed as a whole. */
function steps(...commands: [program: string, ...args: string[]][]): Part["run"] {
	return async ({ say }) => {
		for (const [program, ...args] of commands) await run(program, args);
		say("passed\n");
		return PASSED;
	};
}

async function build({ say }: Lane): Promise<Counts> {
	await buildIfNeeded((line) => say(`${line}\n`));
	say("passed\n");
	return PASSED;
}

/** What was built, as operators run it. */
async function deployment(lane: Lane): Promise<Counts> {
	await buildIfNeeded((line) => lane.say(`${line}\n`));
	return await vitest("deployment")(lane);
}

async function pageWeight({ say }: Lane): Promise<Counts> {
	say(`passed: ${checkPageWeight()}\n`);
	return PASSED;
}

function vitest(project: string, env: Record<string, string> = {}): Part["run"] {
	return async (lane) => {
		const report = freshReport(project.replace(/\W+/g, "-"));
		const args = [
			...["run", "--project", project, "--reporter=default", "--reporter=json"],
			`--outputFile.json=${report}`,
		];
		const isWell = await follow({ program: "vitest", args, env, lane });
		const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } =
			readReport<VitestReport>(report);
		return {
			passed: numPassedTests,
			// A file that cannot even be loaded has no failed tests, only a failed suite.
			failed: numFailedTests || numFailedTestSuites || Number(!isWell),
			skipped: numPendingTests,
		};
	};
}

async function endToEnd(lane: Lane): Promise<Counts> {
	const samba = await provideSamba();
	if (!samba.ok && IS_STRICT) throw new Error(samba.reason);
	if (!samba.ok) {
		lane.say(`Left out: the proof on real domain controllers. ${samba.reason}\n`);
	}
	const report = freshReport("e2e");
	const args = ["test", ...(samba.ok ? [] : ["--grep-invert", "real controllers"])];
	const env = { KEYTURN_REPORT: report };
	const isWell = await follow({ program: "playwright", args, env, lane });
	const { expected, unexpected, flaky, skipped } = readReport<PlaywrightReport>(report).stats;
	return {
		passed: expected,
		failed: unexpected + flaky || Number(!isWell),
		skipped: skipped + (samba.ok ? 0 : 1),
	};
}

function freshReport(name: string): string {
	const file = join(REPORTS, `${name}.json`);
	rmSync(file, { force: true });
	return file;
}

type Followed = { program: string; args: string[]; env: Record<string, string>; lane: Lane };

/**
 * Runs with its output shown; how many failed is in its report, which must be there.
 *
 * @returns whether it ended well: an error outside of every test is in no report
 */
async function follow({ program, args, env, lane }: Followed): Promise<boolean> {
	const output = lane.isShownAtOnce ? "inherit" : "pipe";
	const child = start(program, args, { env, stdio: ["ignore", output, output] });
	if (child.pid) setPriority(child.pid, lane.priority);
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding("utf8").on("data", lane.say);
	}
	return await new Promise((resolve) => child.once("close", (code) => resolve(code === 0)));
}

type VitestReport = Record<
	"numPassedTests" | "numFailedTests" | "numFailedTestSuites" | "numPendingTests",
	number
>;
type PlaywrightReport = {
	stats: Record<"expected" | "unexpected" | "flaky" | "skipped", number>;
};

function readReport<T extends VitestReport | PlaywrightReport>(file: string): T {
	return JSON.parse(readFileSync(file, "utf8"));
}

await main();
