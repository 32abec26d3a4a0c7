import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
	type Provision,
	provideChromium,
	provideContracts,
	provideSamba,
} from "#tools/debian-packages.ts";
import { run, start } from "#tools/processes.ts";
import { buildIfNeeded } from "./build.ts";
import { checkPageWeight } from "./page-weight.ts";

type Counts = { passed: number; failed: number; skipped: number };

/** One part of the tests: `run` gives its counts, `needs` says what the machine must have. */
type Part = { name: string; needs?: () => Provision; run: () => Promise<Counts> };

const REPORTS = join(".data", "test-reports");
const say = (line: string) => void process.stdout.write(`${line}\n`);

const PARTS: Part[] = [
	{ name: "format and lint", run: () => steps(["biome", "ci", "--error-on-warnings", "."]) },
	{ name: "boundaries", run: () => steps(["depcruise", "."]) },
	{ name: "unused code", run: () => steps(["knip"]) },
	{ name: "types", run: () => steps(["next", "typegen"], ["tsc", "--noEmit"]) },
	{ name: "unit", run: () => vitest("unit") },
	{ name: "unit, on other days and machines", run: () => vitest("other clock*", ELSEWHERE) },
	{ name: "components in Chromium", needs: provideChromium, run: () => vitest("components") },
	{ name: "contracts on real servers", needs: provideContracts, run: () => vitest("contract") },
	{ name: "build", run: build },
	{ name: "page weight", run: pageWeight },
	{ name: "end to end in Chromium", needs: provideChromium, run: endToEnd },
];

/** A machine that counts in other digits; `vitest.config.ts` has the other days. */
const ELSEWHERE = { LC_ALL: "ar_EG.UTF-8" };

/** Whether nothing may be left out. */
const IS_STRICT = process.env.CI === "true";

async function main(): Promise<void> {
	mkdirSync(REPORTS, { recursive: true });
	const only = process.argv.slice(2);
	const parts = PARTS.filter(
		(part) => only.length === 0 || only.some((o) => part.name.includes(o)),
	);
	const total: Counts = { passed: 0, failed: 0, skipped: 0 };
	for (const part of parts) {
		say(`\n── ${part.name}`);
		const counts = await runPart(part);
		for (const key of ["passed", "failed", "skipped"] as const) total[key] += counts[key];
	}
	process.exitCode = total.failed > 0 ? 1 : 0;
	say(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
}

async function runPart({ name, needs, run: runIt }: Part): Promise<Counts> {
	const provision = needs?.() ?? { ok: true };
	if (!provision.ok) {
		say(`${IS_STRICT ? "Failed" : "Left out"}: ${name}. ${provision.reason}`);
		return { passed: 0, failed: IS_STRICT ? 1 : 0, skipped: IS_STRICT ? 0 : 1 };
	}
	try {
		return await runIt();
	} catch (error) {
		say(error instanceof Error ? error.message : String(error));
		return { passed: 0, failed: 1, skipped: 0 };
	}
}

/** A check that is passed or failed as a whole. */
async function steps(...commands: [program: string, ...args: string[]][]): Promise<Counts> {
	for (const [program, ...args] of commands) await run(program, args);
	say("passed");
	return { passed: 1, failed: 0, skipped: 0 };
}

async function build(): Promise<Counts> {
	await buildIfNeeded(say);
	say("passed");
	return { passed: 1, failed: 0, skipped: 0 };
}

async function pageWeight(): Promise<Counts> {
	say(`passed: ${checkPageWeight()}`);
	return { passed: 1, failed: 0, skipped: 0 };
}

async function vitest(project: string, env: Record<string, string> = {}): Promise<Counts> {
	const report = freshReport(project.replace(/\W+/g, "-"));
	const args = [
		...["run", "--project", project, "--reporter=default", "--reporter=json"],
		`--outputFile.json=${report}`,
	];
	const isWell = await follow("vitest", args, env);
	const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } =
		readReport<VitestReport>(report);
	return {
		passed: numPassedTests,
		// A file that cannot even be loaded has no failed tests, only a failed suite.
		failed: numFailedTests || numFailedTestSuites || Number(!isWell),
		skipped: numPendingTests,
	};
}

async function endToEnd(): Promise<Counts> {
	const samba = provideSamba();
	if (!samba.ok && IS_STRICT) throw new Error(samba.reason);
	if (!samba.ok) say(`Left out: the proof on real domain controllers. ${samba.reason}`);
	const report = freshReport("e2e");
	const without = samba.ok ? [] : ["--grep-invert", "real controllers"];
	const environment = { KEYTURN_REPORT: report };
	const isWell = await follow("playwright", ["test", ...without], environment);
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

/**
 * Runs with its output shown; how many failed is in its report, which must be there.
 *
 * @returns whether it ended well: an error outside of every test is in no report
 */
async function follow(
	program: string,
	args: string[],
	env: Record<string, string> = {},
): Promise<boolean> {
	const child = start(program, args, { env });
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
