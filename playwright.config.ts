import { defineConfig } from "playwright/test";

/** Each worker starts a portal and a practice tenant of its own (`e2e/support/stack.ts`). */
export default defineConfig({
	testDir: "e2e",
	outputDir: "test-results",
	fullyParallel: true,
	workers: 2,
	timeout: 120_000,
	expect: { timeout: 20_000 },
	forbidOnly: true,
	retries: 0,
	reporter: process.env.KEYTURN_REPORT
		? [["json", { outputFile: process.env.KEYTURN_REPORT }], ["line"]]
		: [["list"]],
	use: {
		locale: "en-GB",
		timezoneId: "Europe/Berlin",
		launchOptions: {
			executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
			args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
		},
		screenshot: "only-on-failure",
	},
});
