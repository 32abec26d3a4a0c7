import { writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
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

/** The code that signs people in and identifies them, on which everything else on such a page depends. */
const SIGN_IN = new RegExp(
	[
		"lib/(entra/sign-in|entra/challenge|browser/link|browser/sign-in|core/link)/",
		"lib/browser/(client-config|site/storage|portal-|use-portal|person/)",
		"lib/entra/graph/(graph-answer|home-organisation|memberships|read-me)",
		"lib/core/(change-way|dates-in-json|sign-in-hints|sync-scope)",
		"components/sign-in/(sign|with-person)",
		"components/failure/failure-(notice|with)",
		"components/ui/copy-button",
	]
		.join("|")
		.replaceAll("/", "[\\\\/]"),
);

/** The files that pages load, written by each build. */
export type Bundled = {
	/** The folders of all packages, relative to the project. */
	packages: string[];
	/** The script files of each dynamic import, by the name of the imported file without folder. */
	parts: Record<string, string[]>;
};
export const BUNDLED = resolve(".next", "bundled.json");

/** The parts of webpack that list modules and chunks. */
type Compiler = {
	hooks: { done: { tap(name: string, then: (stats: Stats) => void): void } };
};
type Stats = {
	compilation: { modules: Iterable<Module & { modules?: Iterable<Module> }>; chunkGroups: Group[] };
};
type Group = { isInitial(): boolean; origins: { request?: string }[]; getFiles(): string[] };

const recordBundled = {
	apply(compiler: Compiler) {
		compiler.hooks.done.tap("keyturn", ({ compilation }) => {
			const modules = [...compilation.modules].flatMap((one) => [one, ...(one.modules ?? [])]);
			const folders = modules.flatMap(({ resource }) => packageFolder(resource) ?? []);
			const parts = compilation.chunkGroups
				.filter((group) => !group.isInitial())
				.flatMap(filesOfPart);
			const bundled: Bundled = {
				packages: [...new Set(folders)].sort(),
				parts: Object.fromEntries(parts),
			};
			writeFileSync(BUNDLED, JSON.stringify(bundled));
		});
	},
};

function filesOfPart(group: Group): [file: string, scripts: string[]][] {
	const scripts = group.getFiles().filter((file) => file.endsWith(".js"));
	return group.origins.map(({ request = "" }) => [basename(request), scripts]);
}

/** The folder of the package that a file belongs to, e.g. `node_modules/react`; undefined for the project's own. */
export function packageFolder(file = ""): string | undefined {
	return PACKAGE.exec(file.replaceAll("\\", "/"))?.[1];
}

const PACKAGE = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;

/**
 * How the browser's code is split into chunks. Next's default gives each page its own copy of small modules, which
 * costs five kilobytes that a page of 120 cannot spare; Turbopack's chunking cannot be configured
 * (docs/decisions/webpack-chunks.md).
 */
export function cutIntoPieces(config: Config, { isServer }: { isServer: boolean }): Config {
	if (isServer) return config;
	config.output.hashDigestLength = 8;
	config.plugins.push(recordBundled, idsWithoutFolder);
	const { cacheGroups } = config.optimization.splitChunks;
	const piece = { chunks: "all", enforce: true, priority: 60 };
	cacheGroups.everyPage = { ...piece, name: "every-page", test: isOnEveryPage };
	cacheGroups.signIn = { ...piece, name: "sign-in", test: SIGN_IN };
	return config;
}
