import { defineConfig } from "playwright/test";
import { CHROMIUM } from "./tools/debian-packages.ts";

/** Each worker starts its own portal and practice tenant (`e2e/support/stack.ts`). */
export default defineConfig({
	testDir: "e2e",
	outputDir: "test-results",
	fullyParallel: true,
	// On two cores one worker mostly waits for a server; a fourth would make all of them slower.
	workers: 3,
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
		// A service worker would bypass a test's request interception; `e2e/brand.spec.ts` allows it.
		serviceWorkers: "block",
		launchOptions: {
			executablePath: CHROMIUM,
			args: [
				"--no-sandbox",
				"--disable-gpu",
				"--disable-background-networking",
				// Chromium's spare renderer process only waits when all CPUs are busy.
				"--disable-features=SpareRendererForSitePerProcess",
			],
		},
		screenshot: "only-on-failure",
	},
});
