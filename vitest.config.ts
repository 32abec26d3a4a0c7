import { defineConfig } from "vitest/config";

export default defineConfig({
	resolve: { conditions: ["react-server"] },
	ssr: { resolve: { conditions: ["react-server", "node", "import", "default"] } },
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: "unit",
					// A busy machine is no failure.
					testTimeout: 30_000,
					include: ["{lib,components,scripts,practice,messages,bench}/**/*.test.ts"],
				},
			},
			{
				extends: true,
				test: {
					name: "contract",
					include: ["{lib,practice,contracts}/**/*.contract.ts"],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					fileParallelism: false,
				},
			},
		],
	},
});
