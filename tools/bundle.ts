import { createHash } from "node:crypto";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";

/** CommonJS packages load Node's modules with `require`, which an ES module bundle does not have. */
const REQUIRE = [
	'import { createRequire as makeRequire } from "node:module";',
	"const require = makeRequire(import.meta.url);",
].join("\n");

/**
 * esbuild's options for the server and the operators' commands. Only the tenth of the code that is loaded remains,
 * and Node reads a few files instead of two thousand: it starts in a third of the time and with a third less
 * memory. Comments are removed, since Node keeps the source of what it runs; names and lines stay, so that stack
 * traces are readable. `keepNames` would set a function's name each time one is created, so in every request.
 */
export const BUNDLE = {
	entryNames: "[name]",
	chunkNames: "parts/[name]-[hash]",
	bundle: true,
	splitting: true,
	format: "esm",
	platform: "node",
	target: "node24",
	logLevel: "error",
	minifyWhitespace: true,
	lineLimit: 120,
	legalComments: "none",
	banner: { js: REQUIRE },
	// Compiled for each machine; installed separately where the reading account uses Kerberos (docs/domain.md).
	external: ["kerberos", "pg-native"],
} satisfies BuildOptions;

/** Inside node_modules, so that external packages resolve. */
const SERVERS = join("node_modules", ".cache", "keyturn-server");
const MADE_OF = ["server.ts", "lib", "messages", "package-lock.json", join("tools", "bundle.ts")];

/** Bundles the server as production runs it, unless nothing has changed. @returns its file */
export async function bundledServer(): Promise<string> {
	const folder = join(SERVERS, digestOf(MADE_OF.flatMap(sourcesBelow)).slice(0, 16));
	const bundling = underWay.get(folder) ?? bundle(folder);
	underWay.set(folder, bundling);
	return await bundling.finally(() => underWay.delete(folder));
}

/** Shared, because tests start several portals at once. */
const underWay = new Map<string, Promise<string>>();

async function bundle(folder: string): Promise<string> {
	const entry = join(folder, "server.js");
	if (existsSync(entry)) return entry;
	// Under a temporary name until complete: several processes may build it at once.
	const partial = `${folder}.${process.pid}`;
	await build({ ...BUNDLE, entryPoints: ["server.ts"], outdir: partial });
	// As in the archive: otherwise Node compiles it as CommonJS first.
	writeFileSync(join(partial, "package.json"), JSON.stringify({ type: "module" }));
	mkdirSync(SERVERS, { recursive: true });
	try {
		renameSync(partial, folder);
	} catch (error) {
		if (!existsSync(entry)) throw error;
		rmSync(partial, { recursive: true });
	}
	return entry;
}

/** All files of a folder except tests, or a single file, in a stable order. */
export function sourcesBelow(path: string): string[] {
	if (statSync(path).isFile()) return [path];
	return readdirSync(path, { recursive: true, encoding: "utf8", withFileTypes: true })
		.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

/** @returns a hex digest of names and contents */
export function digestOf(files: readonly string[]): string {
	const hash = createHash("sha256");
	for (const file of files) hash.update(file).update(readFileSync(file));
	return hash.digest("hex");
}
