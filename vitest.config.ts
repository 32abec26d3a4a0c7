import { join } from "node:path";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM } from "./tools/debian-packages.ts";

/** What a test waits for comes at once on an idle machine; the library's own limit is a second. */
const PATIENT = { poll: { timeout: 20_000 } };

const UNIT_TESTS = {
	include: ["{lib,components,cli,tools,practice,contracts,messages,bench}/**/*.test.ts"],
	// A busy machine must not cause failures.
	testTimeout: 120_000,
	hookTimeout: 120_000,
	expect: PATIENT,
	// Many tests wait for a server or a timer.
	maxWorkers: 3,
};

/** Tests here mock modules, so each file needs its own module registry. */
const ISOLATED = ["lib/browser/**", "lib/entra/**"];

/**
 * Not run at other times: certificates are checked by the machine's clock, which a mocked `Date` does not move; the
 * calibration and the random days are slow and use only seeded times; npm is slow and does not see these clocks.
 */
const WITHOUT_CLOCK = [
	"practice/domain/**",
	"contracts/domain/**",
	"lib/core/forecast/calibration.test.ts",
	"lib/core/readiness/random-days.test.ts",
	"cli/run.test.ts",
];

/** Code that uses the calendar only indirectly: one other clock is enough. */
const FAR_FROM_CLOCK = ["practice/**", "contracts/**", "cli/**", "lib/directory/**"];

/**
 * The unit tests must pass on any day and in any time zone: these clocks start a second before calendar
 * edge cases.
 */
const OTHER_CLOCKS = [
	// When Berlin's clocks go back, 02:59:59 is followed by 02:00:00.
	{
		name: "clocks go back",
		TZ: "Europe/Berlin",
		start: "2027-10-31T00:59:59Z",
		without: FAR_FROM_CLOCK,
	},
	{
		name: "leap day",
		TZ: "America/Los_Angeles",
		start: "2028-02-29T07:59:59Z",
		without: FAR_FROM_CLOCK,
	},
	// Fourteen hours ahead of UTC, where the new year has already begun.
	{
		name: "a year ahead",
		TZ: "Pacific/Kiritimati",
		start: "2027-12-31T23:59:59Z",
		without: [],
	},
];

/** Components in a real browser, without Next, portal and tenant, which are mocked as needed. */
const COMPONENT_TESTS = {
	resolve: {
		alias: {
			"next/navigation": join(import.meta.dirname, "components/test-support/navigation.ts"),
		},
	},
	// If first discovered during a run, they would be bundled then and reload the page in the middle of a test.
	optimizeDeps: { include: ["@azure/msal-browser", "react-dom/client", "react-dom/server"] },
	test: {
		name: "components",
		include: ["components/**/*.test.tsx"],
		setupFiles: ["components/test-support/setup.ts"],
		// The longest takes 3 seconds on an idle machine, and more than 12 beside the contracts and another run.
		testTimeout: 60_000,
		expect: PATIENT,
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
			// Like Playwright: matches substrings.
			locators: { exact: false },
			screenshotFailures: false,
		},
	},
};

type Options = { exclude?: string[]; setupFiles?: string[]; env?: Record<string, string> };

/** Files that share modules take half the time. */
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

type ContractOptions = Options & { include: string[]; globalSetup?: string[] };

/** Each contract has its own servers' addresses, and mostly waits. */
function contracts(name: string, options: ContractOptions) {
	const times = { testTimeout: 60_000, hookTimeout: 120_000, expect: PATIENT };
	return { extends: true as const, test: { name, ...times, maxWorkers: 2, ...options } };
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
			contracts("contract", {
				include: ["contracts/**/*.contract.ts"],
				exclude: ["contracts/{postgres,deploy}/**"],
			}),
			contracts("PostgreSQL", {
				include: [
					"contracts/{store,postgres}/*.contract.ts",
					"contracts/http/{calls.contract,every-call.test}.ts",
					"contracts/mail/outbox.contract.ts",
				],
				globalSetup: ["contracts/store/postgres-server.ts"],
				env: { KEYTURN_STORE: "postgres" },
			}),
			contracts("deployment", { include: ["contracts/deploy/**/*.contract.ts"] }),
		],
	},
});
