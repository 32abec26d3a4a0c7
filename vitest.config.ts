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
