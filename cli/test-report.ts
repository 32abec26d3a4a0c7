import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** The result of a part or of all: `failures` names each failed test, with the first line of its error. */
export type Outcome = { passed: number; failed: number; skipped: number; failures: string[] };

export const PASSED: Outcome = { passed: 1, failed: 0, skipped: 0, failures: [] };

/** A failure outside any test. */
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

/** An error outside every test is missing from the report and shows only in the exit code. */
export function endedAs(isWell: boolean, name: string, outcome: Outcome): Outcome {
	if (isWell || outcome.failed > 0) return outcome;
	return sum([outcome, failure(`${name} · an error outside any test, see above`)]);
}

type VitestReport = Record<"numPassedTests" | "numFailedTests" | "numPendingTests", number> & {
	testResults: {
		name: string;
		status: string;
		message: string;
		assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
	}[];
};

/** Reads the output of `vitest --reporter=json`. */
export function readVitestReport(file: string): Outcome {
	const report = readJson<VitestReport>(file);
	const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
		const failed = assertionResults.filter((test) => test.status === "failed");
		// A file that cannot be loaded has a message but no failed tests.
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

/** Reads the output of Playwright's `json` reporter; a test that passed only on retry counts as failed. */
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
