import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { buildPortal } from "./build.ts";
import { MADE_WORDS } from "./password-words.ts";

/** Everything that the build is made of. */
const SOURCES = [
	"app",
	"components",
	"instrumentation.ts",
	"lib",
	"messages",
	"next.config.js",
	"package-lock.json",
	"postcss.config.mjs",
	"proxy.ts",
	"public",
	"scripts/after-build.ts",
	"scripts/build.ts",
	"scripts/password-words.ts",
	"tsconfig.json",
];

/** Made by the build itself. */
const MADE = [join("public", "auth.js"), MADE_WORDS];

const STAMP = join(".next", "keyturn-build");

/** Builds the portal unless the last build was made of exactly what is there now. */
export async function buildIfNeeded(say: (line: string) => void): Promise<void> {
	const digest = sourcesDigest();
	if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest) return;
	say("Building the portal …");
	await buildPortal();
	writeFileSync(STAMP, digest);
}

function sourcesDigest(): string {
	const hash = createHash("sha256");
	for (const file of SOURCES.flatMap(filesOf)) hash.update(file).update(readFileSync(file));
	return hash.digest("hex");
}

function filesOf(path: string): string[] {
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path, { recursive: true, encoding: "utf8" })
		.map((name) => join(path, name))
		.filter((file) => statSync(file).isFile() && !isMade(file) && !file.endsWith(".test.ts"))
		.sort();
}

const isMade = (file: string) => MADE.some((made) => file === made || file.startsWith(made + sep));
