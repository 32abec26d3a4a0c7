import { writeFileSync } from "node:fs";
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
		"lib/browser/(client-config|site/storage)",
		"components/sign-in/sign",
		"components/failure/failure-(notice|with)",
		"components/ui/copy-button",
	]
		.join("|")
		.replaceAll("/", "[\\\\/]"),
);

/** The folders of all packages that pages load, below that of the project; JSON, left by each build. */
export const PAGES_LOAD = resolve(".next", "pages-load.json");

/** As much of webpack as tells what it has put in. */
type Compiler = {
	hooks: { done: { tap(name: string, then: (stats: Stats) => void): void } };
};
type Stats = { compilation: { modules: Iterable<Module & { modules?: Iterable<Module> }> } };

/** Notes whose code travels to browsers: licences have to be told. */
const notePackages = {
	apply(compiler: Compiler) {
		compiler.hooks.done.tap("keyturn", ({ compilation }) => {
			const modules = [...compilation.modules].flatMap((one) => [one, ...(one.modules ?? [])]);
			const folders = modules.flatMap(({ resource }) => packageFolder(resource) ?? []);
			writeFileSync(PAGES_LOAD, JSON.stringify([...new Set(folders)].sort()));
		});
	},
};

/** The folder of the package that a file belongs to, e.g. `node_modules/react`; none of the project's own. */
export function packageFolder(file = ""): string | undefined {
	return PACKAGE.exec(file.replaceAll("\\", "/"))?.[1];
}

const PACKAGE = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;

const LEFT_OUT = resolve("cli/left-out.ts");

/**
 * How the browser's code is cut into files. Next's own cut gives each page a copy of what is small, and
 * Turbopack's has no say at all; together they are five kilobytes, which a page of 120 cannot spare.
 */
export function cutIntoPieces(config: Config, { isServer }: { isServer: boolean }): Config {
	if (isServer) return config;
	config.output.hashDigestLength = 8;
	config.plugins.push(notePackages);
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
