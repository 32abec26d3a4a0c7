import { resolve } from "node:path";
import type { NextConfig } from "next";

type Webpack = NonNullable<NextConfig["webpack"]>;
type Config = Parameters<Webpack>[0];

/** As much of webpack's module and chunks as is asked here. */
type Module = { resource?: string };
type Chunks = { chunkGraph: { getModuleChunksIterable(module: Module): Iterable<Chunk> } };
type Chunk = { name?: string };

/** What each page loads, whichever it is. */
const EVERY_PAGE = new Set(["app/[locale]/layout", "app/[locale]/error"]);

const isOnEveryPage = (module: Module, { chunkGraph }: Chunks) =>
	[...chunkGraph.getModuleChunksIterable(module)].some(({ name }) => EVERY_PAGE.has(name ?? ""));

const SIGN_IN = new RegExp(
	[
		"lib/(entra/sign-in|entra/challenge|browser/link|browser/sign-in|core/link)/",
		"lib/browser/(call-portal|client-config|site/storage)",
		"components/sign-in/(sign|storage-blocked)",
		"components/ui/copy-button",
	]
		.join("|")
		.replaceAll("/", "[\\\\/]"),
);

const LEFT_OUT = resolve("cli/left-out.ts");

/**
 * How the browser's code is cut into files. Next's own cut gives each page a copy of what is small, and
 * Turbopack's has no say at all; together they are five kilobytes, which a page of 120 cannot spare.
 */
export function cutIntoPieces(config: Config, { isServer }: { isServer: boolean }): Config {
	if (isServer) return config;
	config.output.hashDigestLength = 8;
	const { cacheGroups } = config.optimization.splitChunks;
	const piece = { chunks: "all", enforce: true, priority: 60 };
	cacheGroups.everyPage = { ...piece, name: "every-page", test: isOnEveryPage };
	cacheGroups.signIn = { ...piece, name: "sign-in", test: SIGN_IN };
	Object.assign(config.resolve.alias, {
		// For browsers that Next itself no longer serves.
		"../build/polyfills/polyfill-module": false,
		"next/dist/compiled/process": LEFT_OUT,
		"./error-styles": LEFT_OUT,
		"./reducers/server-action-reducer": LEFT_OUT,
	});
	return config;
}
