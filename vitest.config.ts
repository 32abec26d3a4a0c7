import { join } from "node:path";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM } from "./tools/debian-packages.ts";

const UNIT_TESTS = {
	include: ["{lib,components,cli,tools,practice,contracts,messages,bench}/**/*.test.ts"],
	// A busy machine is no failure.
	testTimeout: 120_000,
	// Many wait for a server or a timer.
	maxWorkers: 3,
};

/** Their tests replace modules by mocks, so that each file needs modules of its own. */
const ISOLATED = ["lib/browser/**", "lib/entra/**"];

/**
 * Certificates are judged by the machine's clock, which no `Date` moves; the calibration is slow and knows
 * only seeded times; npm takes its time and knows none of these clocks.
 */
const WITHOUT_CLOCK = [
	"practice/domain/**",
	"contracts/domain/**",
	"lib/core/forecast/calibration.test.ts",
	"cli/run.test.ts",
];

/** They know the calendar only by what they call; one other clock is enough for them. */
const FAR_FROM_CLOCK = ["practice/**", "contracts/**", "cli/**", "lib/directory/**"];

/**
 * The unit tests must hold on any day and in any zone: these begin a second before something that
 * calendars get wrong.
 */
const OTHER_CLOCKS = [
	// In the night when Berlin's clocks go back, 02:59:59 is followed by 02:00:00.
	{
		...{ name: "clocks go back", TZ: "Europe/Berlin", start: "2027-10-31T00:59:59Z" },
		without: FAR_FROM_CLOCK,
	},
	{
		...{ name: "leap day", TZ: "America/Los_Angeles", start: "2028-02-29T07:59:59Z" },
		without: FAR_FROM_CLOCK,
	},
	// Fourteen hours ahead of UTC: the new year has long begun.
	{
		...{ name: "a year ahead", TZ: "Pacific/Kiritimati", start: "2027-12-31T23:59:59Z" },
		without: [],
	},
];

/** Components in a real browser, without Next, portal and tenant; what they need of these is played. */
const COMPONENT_TESTS = {
	resolve: {
		alias: {
			"next/navigation": join(import.meta.dirname, "components/test-support/navigation.ts"),
		},
	},
	// Found while tests run, they would be bundled then, and the page loaded anew in the middle of a test.
	optimizeDeps: { include: ["@azure/msal-browser", "react-dom/client", "react-dom/server"] },
	test: {
		name: "components",
		include: ["components/**/*.test.tsx"],
		setupFiles: ["components/test-support/setup.ts"],
		testTimeout: 15_000,
		expect: { poll: { timeout: 10_000 } },
		browser: {
			enabled: true,
			headless: true,
			provider: playwright({
				launchOptions: { executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] },
				contextOptions: {
					locale: "en-GB",
					timezoneId: "Europe/Berlin",
					reducedMotion: "reduce" as const,
				},
			}),
			instances: [{ browser: "chromium" as const }],
			// As Playwright finds things: by a part of their words.
			locators: { exact: false },
			screenshotFailures: false,
		},
	},
};

type Options = { exclude?: string[]; setupFiles?: string[]; env?: Record<string, string> };

/** Files that share their modules take half the time. */
function unitTests(name: string, { exclude = [], ...options }: Options) {
	const test = { ...UNIT_TESTS, ...options };
	return [
		{
			extends: true as const,
			test: { ...test, name, exclude: [...exclude, ...ISOLATED], isolate: false },
		},
		{
			extends: true as const,
			test: {
				...test,
				name: `${name}, isolated`,
				include: ISOLATED.map((folder) => `${folder}/*.test.ts`),
				exclude,
			},
		},
	];
}

export default defineConfig({
	test: {
		projects: [
			...unitTests("unit", {}),
			...OTHER_CLOCKS.flatMap(({ name, TZ, start, without }) =>
				unitTests(`other clock: ${name}`, {
					exclude: [...WITHOUT_CLOCK, ...without],
					setupFiles: ["tools/test-clock.ts"],
					env: { TZ, KEYTURN_TEST_CLOCK: start },
				}),
			),
			COMPONENT_TESTS,
			{
				extends: true,
				test: {
					name: "contract",
					include: ["contracts/**/*.contract.ts"],
					exclude: ["contracts/{postgres,deploy}/**"],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					// Each has controllers at addresses of its own; most of the time they wait.
					maxWorkers: 2,
				},
			},
			{
				extends: true,
				test: {
					name: "PostgreSQL",
					include: ["contracts/store/*.contract.ts", "contracts/postgres/*.contract.ts"],
					globalSetup: ["contracts/store/postgres-server.ts"],
					env: { KEYTURN_STORE: "postgres" },
					testTimeout: 60_000,
					hookTimeout: 120_000,
					maxWorkers: 2,
				},
			},
			{
				extends: true,
				test: {
					name: "deployment",
					include: ["contracts/deploy/**/*.contract.ts"],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					maxWorkers: 2,
				},
			},
		],
	},
});
