import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { NextConfig } from "next";
import { idsWithoutFolder } from "./module-ids.ts";

type Webpack = NonNullable<NextConfig["webpack"]>;
type Config = Parameters<Webpack>[0];

/** The parts of webpack's modules and chunks used here. */
type Module = { resource?: string };
type Chunks = { chunkGraph: { getModuleChunksIterable(module: Module): Iterable<Chunk> } };
type Chunk = { name?: string };

/** Modules that every page loads. */
const EVERY_PAGE = new Set(["app/[locale]/layout", "app/[locale]/error"]);

const isOnEveryPage = (module: Module, { chunkGraph }: Chunks) =>
	[...chunkGraph.getModuleChunksIterable(module)].some(({ name }) => EVERY_PAGE.has(name ?? ""));

const SIGN_IN = new RegExp(
	[
		"lib/(entra/sign-in|entra/challenge|browser/link|browser/sign-in|core/link)/",
		"lib/browser/(client-config|site/storage)",
		"components/sign-in/sign",
		"components/failure/failure-(notice|with)",
		"components/ui/copy-button",
	]
		.join("|")
		.replaceAll("/", "[\\\\/]"),
);

/** Written by each build: the folders of all packages that pages load, as JSON, relative to the project. */
export const PAGES_LOAD = resolve(".next", "pages-load.json");

/** The parts of webpack that list the bundled modules. */
type Compiler = {
	hooks: { done: { tap(name: string, then: (stats: Stats) => void): void } };
};
type Stats = { compilation: { modules: Iterable<Module & { modules?: Iterable<Module> }> } };

/** Records which packages' code is sent to browsers, for the list of licences. */
const recordPackages = {
	apply(compiler: Compiler) {
		compiler.hooks.done.tap("keyturn", ({ compilation }) => {
			const modules = [...compilation.modules].flatMap((one) => [one, ...(one.modules ?? [])]);
			const folders = modules.flatMap(({ resource }) => packageFolder(resource) ?? []);
			writeFileSync(PAGES_LOAD, JSON.stringify([...new Set(folders)].sort()));
		});
	},
};

/** The folder of the package that a file belongs to, e.g. `node_modules/react`; undefined for the project's own. */
export function packageFolder(file = ""): string | undefined {
	return PACKAGE.exec(file.replaceAll("\\", "/"))?.[1];
}

const PACKAGE = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;

const LEFT_OUT = resolve("cli/left-out.ts");

/**
 * How the browser's code is split into chunks. Next's default gives each page its own copy of small modules, which
 * costs five kilobytes that a page of 120 cannot spare; Turbopack's chunking cannot be configured
 * (docs/decisions/webpack-chunks.md).
 */
export function cutIntoPieces(config: Config, { isServer }: { isServer: boolean }): Config {
	if (isServer) return config;
	config.output.hashDigestLength = 8;
	config.plugins.push(recordPackages, idsWithoutFolder);
	const { cacheGroups } = config.optimization.splitChunks;
	const piece = { chunks: "all", enforce: true, priority: 60 };
	cacheGroups.everyPage = { ...piece, name: "every-page", test: isOnEveryPage };
	cacheGroups.signIn = { ...piece, name: "sign-in", test: SIGN_IN };
	Object.assign(config.resolve.alias, {
		// For browsers that Next itself no longer supports.
		"../build/polyfills/polyfill-module": false,
		"next/dist/compiled/process": LEFT_OUT,
		"./error-styles": LEFT_OUT,
		"./reducers/server-action-reducer": LEFT_OUT,
	});
	return config;
}
