import { afterBuild, buildBridge } from "./after-build.ts";
import { makePasswordWords } from "./password-words.ts";
import { run } from "./processes.ts";

/** Builds the portal for production. */
export async function buildPortal(): Promise<void> {
	makePasswordWords();
	await buildBridge();
	await run("next", ["build", "--webpack"]);
	await afterBuild();
}

if (import.meta.main) await buildPortal();
