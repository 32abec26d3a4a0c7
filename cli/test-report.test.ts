import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { endedAs, PASSED, readPlaywrightReport, readVitestReport, sum } from "./test-report.ts";

const folder = mkdtempSync(join(tmpdir(), "keyturn-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

function written(report: object): string {
	const file = join(folder, "report.json");
	writeFileSync(file, JSON.stringify(report));
	return file;
}

test("every failed unit test and every file that could not be loaded is named", () => {
	const report = written({
		numPassedTests: 7,
		numFailedTests: 1,
		numPendingTests: 2,
		testResults: [
			{
				name: join(process.cwd(), "lib/clock.test.ts"),
				status: "failed",
				message: "",
				assertionResults: [
					{ fullName: "a clock ticks", status: "passed", failureMessages: [] },
					{
						fullName: "a clock stops",
						status: "failed",
						failureMessages: ["AssertionError: \u001B[31mexpected 1\u001B[39m\n    at here"],
					},
				],
			},
			{
				name: join(process.cwd(), "lib/broken.test.ts"),
				status: "failed",
				message: "SyntaxError: Unexpected token",
				assertionResults: [],
			},
		],
	});
	expect(readVitestReport(report)).toEqual({
		passed: 7,
		failed: 2,
		skipped: 2,
		failures: [
			"lib/clock.test.ts · a clock stops · AssertionError: expected 1",
			"lib/broken.test.ts · SyntaxError: Unexpected token",
		],
	});
});

test("every failed journey is named, at any depth, including one that passed on retry", () => {
	const spec = (title: string, status: string, message?: string) => ({
		title,
		file: "journey.spec.ts",
		line: 12,
		tests: [{ status, results: [message ? { error: { message } } : {}] }],
	});
	const report = written({
		stats: { expected: 3, skipped: 1 },
		suites: [
			{
				specs: [spec("works", "expected"), spec("stops", "unexpected", "Timeout\nof 2 minutes")],
				suites: [{ specs: [spec("wavers", "flaky", "once")] }],
			},
		],
		errors: [{ message: "no build" }],
	});
	expect(readPlaywrightReport(report)).toEqual({
		passed: 3,
		failed: 3,
		skipped: 1,
		failures: [
			"e2e/journey.spec.ts:12 · stops · Timeout",
			"e2e/journey.spec.ts:12 · wavers · once",
			"e2e · no build",
		],
	});
});

test("an exit code that no test explains counts as one failure", () => {
	expect(endedAs(true, "unit", PASSED)).toBe(PASSED);
	const unexplained = endedAs(false, "unit", PASSED);
	expect(unexplained).toMatchObject({ passed: 1, failed: 1 });
	expect(endedAs(false, "unit", unexplained)).toBe(unexplained);
	expect(sum([PASSED, unexplained]).failures).toEqual(unexplained.failures);
});
