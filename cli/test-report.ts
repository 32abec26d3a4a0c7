import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** What came of a part, or of all: `failures` names each test that failed, with the first line of its error. */
export type Outcome = { passed: number; failed: number; skipped: number; failures: string[] };

export const PASSED: Outcome = { passed: 1, failed: 0, skipped: 0, failures: [] };

/** Something that failed without a test of its own. */
export function failure(name: string): Outcome {
	return { passed: 0, failed: 1, skipped: 0, failures: [name] };
}

export function sum(outcomes: readonly Outcome[]): Outcome {
	const count = (key: "passed" | "failed" | "skipped") =>
		outcomes.reduce((total, outcome) => total + outcome[key], 0);
	return {
		passed: count("passed"),
		failed: count("failed"),
		skipped: count("skipped"),
		failures: outcomes.flatMap(({ failures }) => failures),
	};
}

/** An error outside of every test is in no report; it shows only in how the program ended. */
export function endedAs(isWell: boolean, name: string, outcome: Outcome): Outcome {
	if (isWell || outcome.failed > 0) return outcome;
	return sum([outcome, failure(`${name} · an error outside of every test, see above`)]);
}

type VitestReport = Record<"numPassedTests" | "numFailedTests" | "numPendingTests", number> & {
	testResults: {
		name: string;
		status: string;
		message: string;
		assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
	}[];
};

/** Reads what `vitest --reporter=json` wrote. */
export function readVitestReport(file: string): Outcome {
	const report = readJson<VitestReport>(file);
	const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
		const failed = assertionResults.filter((test) => test.status === "failed");
		// A file that cannot even be loaded has no failed tests, only a message.
		if (status === "failed" && failed.length === 0) return [described(name, "", message)];
		return failed.map((test) => described(name, test.fullName, test.failureMessages[0]));
	});
	return {
		passed: report.numPassedTests,
		failed: failures.length,
		skipped: report.numPendingTests,
		failures,
	};
}

type PlaywrightSuite = {
	specs: {
		title: string;
		file: string;
		line: number;
		tests: { status: string; results: { error?: { message?: string } }[] }[];
	}[];
	suites?: PlaywrightSuite[];
};
type PlaywrightReport = {
	stats: Record<"expected" | "skipped", number>;
	suites: PlaywrightSuite[];
	errors: { message?: string }[];
};

/** Reads what Playwright's reporter `json` wrote; a test that passed only when tried again has failed. */
export function readPlaywrightReport(file: string): Outcome {
	const report = readJson<PlaywrightReport>(file);
	const failures = report.suites.flatMap(failuresOf);
	failures.push(...report.errors.map(({ message }) => described("e2e", "", message)));
	return {
		passed: report.stats.expected,
		failed: failures.length,
		skipped: report.stats.skipped,
		failures,
	};
}

function failuresOf({ specs, suites = [] }: PlaywrightSuite): string[] {
	const own = specs.flatMap(({ title, file, line, tests }) =>
		tests
			.filter(({ status }) => status === "unexpected" || status === "flaky")
			.map(({ results }) => {
				const error = results.find((result) => result.error)?.error;
				return described(`e2e/${file}:${line}`, title, error?.message);
			}),
	);
	return [...own, ...suites.flatMap(failuresOf)];
}

function described(file: string, test: string, message = ""): string {
	const [reason = ""] = stripVTControlCharacters(message).split("\n", 1);
	const where = file.startsWith("/") ? relative(process.cwd(), file) : file;
	return [where, test, reason].filter(Boolean).join(" · ");
}

function readJson<T>(file: string): T {
	return JSON.parse(readFileSync(file, "utf8"));
}
