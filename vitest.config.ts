import { defineConfig } from "vitest/config";

const UNIT_TESTS = {
	include: ["{lib,components,cli,tools,practice,contracts,messages,bench}/**/*.test.ts"],
	// A busy machine is no failure.
	testTimeout: 30_000,
};

/**
 * Certificates are judged by the machine's clock, which no `Date` moves; the calibration is slow and knows
 * only seeded times.
 */
const WITHOUT_CLOCK = [
	"practice/domain/**",
	"contracts/domain/**",
	"lib/core/forecast/calibration.test.ts",
];

/**
 * The unit tests must hold on any day and in any zone: these begin a second before something that
 * calendars get wrong.
 */
const OTHER_CLOCKS = [
	// In the night when Berlin's clocks go back, 02:59:59 is followed by 02:00:00.
	{ name: "clocks go back", TZ: "Europe/Berlin", start: "2027-10-31T00:59:59Z" },
	{ name: "leap day", TZ: "America/Los_Angeles", start: "2028-02-29T07:59:59Z" },
	// Fourteen hours ahead of UTC: the new year has long begun.
	{ name: "a year ahead", TZ: "Pacific/Kiritimati", start: "2027-12-31T23:59:59Z" },
];

export default defineConfig({
	test: {
		projects: [
			{ extends: true, test: { ...UNIT_TESTS, name: "unit" } },
			...OTHER_CLOCKS.map(({ name, TZ, start }) => ({
				extends: true as const,
				test: {
					...UNIT_TESTS,
					name: `other clock: ${name}`,
					exclude: WITHOUT_CLOCK,
					setupFiles: ["tools/test-clock.ts"],
					env: { TZ, KEYTURN_TEST_CLOCK: start },
				},
			})),
			{
				extends: true,
				test: {
					name: "contract",
					include: ["contracts/**/*.contract.ts"],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					// Each has controllers at addresses of its own; most of the time they wait.
					maxWorkers: 2,
				},
			},
		],
	},
});
