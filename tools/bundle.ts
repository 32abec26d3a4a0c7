import { createHash } from "node:crypto";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
} from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";

/** Packages of CommonJS ask for Node's modules by `require`, which a bundle of modules does not have. */
const REQUIRE = [
	'import { createRequire as makeRequire } from "node:module";',
	"const require = makeRequire(import.meta.url);",
].join("\n");

/**
 * What the server and the operators' commands are bundled with. Only code that is loaded is left, which is a
 * tenth, and Node reads a few files instead of two thousand: it starts in a third of the time and with
 * a third less memory. Nothing is minified, so that a stack trace can be read.
 */
export const BUNDLE = {
	...{ entryNames: "[name]", chunkNames: "parts/[name]-[hash]" },
	...{ bundle: true, splitting: true, keepNames: true },
	...{ format: "esm", platform: "node", target: "node24", logLevel: "error" },
	...{ legalComments: "none", banner: { js: REQUIRE } },
	// Compiled for the machine. Whoever signs in by Kerberos installs that beside this (docs/domain.md).
	external: ["kerberos", "pg-native"],
} satisfies BuildOptions;

/** Beside the packages, so that what is not bundled is found. */
const SERVERS = join("node_modules", ".cache", "keyturn-server");
const MADE_OF = ["server.ts", "lib", "messages", "package-lock.json", join("tools", "bundle.ts")];

/** The server as production runs it, bundled anew when anything of it has changed. @returns its file */
export async function bundledServer(): Promise<string> {
	const folder = join(SERVERS, digestOf(MADE_OF.flatMap(sourcesBelow)).slice(0, 16));
	const entry = join(folder, "server.js");
	if (existsSync(entry)) return entry;
	// Under another name until it is whole: several processes may be at it.
	const partial = `${folder}.${process.pid}`;
	await build({ ...BUNDLE, entryPoints: ["server.ts"], outdir: partial });
	mkdirSync(SERVERS, { recursive: true });
	try {
		renameSync(partial, folder);
	} catch (error) {
		if (!existsSync(entry)) throw error;
		rmSync(partial, { recursive: true });
	}
	return entry;
}

/** All files of a folder but its tests, or a file by itself, in an order that is always the same. */
export function sourcesBelow(path: string): string[] {
	if (statSync(path).isFile()) return [path];
	return readdirSync(path, { recursive: true, encoding: "utf8", withFileTypes: true })
		.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

/** @returns a digest of names and contents, in hexadecimal digits */
export function digestOf(files: readonly string[]): string {
	const hash = createHash("sha256");
	for (const file of files) hash.update(file).update(readFileSync(file));
	return hash.digest("hex");
}
