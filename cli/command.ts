import { loadEnvFile, located } from "#lib/server/settings/env-file.ts";
import {
	mistakesIn,
	placeFrom,
	readSettings,
	type Settings,
} from "#lib/server/settings/settings.ts";
import type { StorePlace } from "#lib/server/store/store.ts";

export const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Ends the command with an exit code, after these lines on standard error. */
export function end(code: number, ...lines: string[]): never {
	process.stderr.write(`${lines.join("\n")}\n`);
	process.exit(code);
}

export const messageOf = (error: unknown) =>
	error instanceof Error ? error.message : String(error);

/** The portal's settings, for a command that works on its store. @throws with all mistakes in them */
export function portalSettings(file: string | undefined): Settings {
	const lines = loadEnvFile(process.env, file);
	const settings = readSettings(process.env);
	if (settings.ok) return settings.value;
	const mistakes = located(mistakesIn(settings), lines, file).map((mistake) => `\n  - ${mistake}`);
	throw new Error(`There are mistakes in the settings:${mistakes.join("")}`);
}

/** Where the portal's store is. A backup must not fail because of settings that it does not need. @throws as `loadEnvFile` */
export function portalStore(file: string | undefined): StorePlace {
	loadEnvFile(process.env, file);
	return placeFrom(process.env);
}
