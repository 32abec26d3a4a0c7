import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { digestOf, sourcesBelow } from "#tools/bundle.ts";
import { run } from "#tools/processes.ts";
import { afterBuild, BUILT, buildBridge } from "./after-build.ts";
import { BUILD_ID } from "./build-id.ts";
import { MADE_WORDS, makePasswordWords } from "./password-words.ts";

/** Everything that the pages are made of. The portal's server is none of it (`tools/bundle.ts`). */
const SOURCES = [
	"app",
	"components",
	"lib",
	"messages",
	"next.config.js",
	"package-lock.json",
	"postcss.config.mjs",
	"public",
	"cli/after-build.ts",
	"cli/build-id.ts",
	"cli/build.ts",
	"cli/client-pieces.ts",
	"cli/left-out.ts",
	"cli/password-words.ts",
	"tsconfig.json",
];

/** Made by the build itself. */
const MADE = [join("public", "auth.js"), MADE_WORDS];

const STAMP = join(BUILT, ".made-of");
/** Loaded by the server alone. */
const SERVER = ["server", "directory", "interface"].map((room) => join("lib", room) + sep);

/** Builds the portal unless the last build was made of exactly what is there now. */
export async function buildIfNeeded(say: (line: string) => void): Promise<void> {
	const digest = sourcesDigest();
	if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest) return;
	say("Building the portal …");
	await build();
}

/** Builds the portal for production, and notes what it was made of. */
async function build(): Promise<void> {
	rmSync(STAMP, { force: true });
	await prepareBuild();
	const digest = sourcesDigest();
	await run("next", ["build", "--webpack"], { env: { [BUILD_ID]: digest.slice(0, 20) } });
	await afterBuild();
	writeFileSync(STAMP, digest);
}

/** Makes what Next takes as it is: word lists, and the page that takes the tenant's answers. */
export async function prepareBuild(): Promise<void> {
	makePasswordWords();
	await buildBridge();
}

function sourcesDigest(): string {
	const files = SOURCES.flatMap(sourcesBelow);
	return digestOf(files.filter((file) => !isMade(file) && !isServers(file)));
}

const isServers = (file: string) => SERVER.some((room) => file.startsWith(room));
const isMade = (file: string) => MADE.some((made) => file === made || file.startsWith(made + sep));

if (import.meta.main) await build();
