import { loadEnvFile } from "#lib/server/settings/env-file.ts";
import { readSettings, type Settings } from "#lib/server/settings/settings.ts";

export const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Ends the command with an exit code, after these lines on standard error. */
export function end(code: number, ...lines: string[]): never {
	process.stderr.write(`${lines.join("\n")}\n`);
	process.exit(code);
}

export const messageOf = (error: unknown) =>
	error instanceof Error ? error.message : String(error);

/** The portal's settings, for a command that works on its store. @throws if there are mistakes in them */
export function portalSettings(file: string | undefined): Settings {
	loadEnvFile(process.env, file);
	const settings = readSettings(process.env);
	if (!settings.ok)
		throw new Error("There are mistakes in the settings: npm run check lists them.");
	return settings.value;
}
