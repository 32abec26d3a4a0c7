import { defineConfig } from "playwright/test";
import { CHROMIUM } from "./tools/debian-packages.ts";

/** Each worker starts a portal and a practice tenant of its own (`e2e/support/stack.ts`). */
export default defineConfig({
	testDir: "e2e",
	outputDir: "test-results",
	fullyParallel: true,
	// On two cores one of them mostly waits for a server.
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
		// What a test puts between page and portal must not be passed by; `e2e/brand.spec.ts` allows it.
		serviceWorkers: "block",
		launchOptions: {
			executablePath: CHROMIUM,
			args: [
				...["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
				// Chromium starts a process before a page needs one; with every processor busy it only waits.
				"--disable-features=SpareRendererForSitePerProcess",
			],
		},
		screenshot: "only-on-failure",
	},
});
