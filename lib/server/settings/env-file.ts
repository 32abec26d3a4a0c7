import type { Variables } from "./environment.ts";
import { readTextFile } from "./text-file.ts";

const NAMED = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/s;
const QUOTED = /^(["'])(.*)\1$/s;

/**
 * Parses the text of a `.env` file, one `NAME=value` per line. Values are literal: `$`, `#`, quotes
 * and backslashes have no meaning, since secrets contain them. Surrounding blanks are removed, and
 * so is one pair of quotes, which preserves blanks inside. Lines that start with `#` are comments.
 *
 * @throws with the line's number, but not its content, when it is invalid or sets a name again
 */
export function envFileValues(text: string, file = ".env"): Record<string, string> {
	const values: Record<string, string> = {};
	for (const [index, line] of text
		.replace(/^\ufeff/, "")
		.split(/\r?\n/)
		.entries()) {
		if (/^\s*(?:#|$)/.test(line)) continue;
		const [, name, value = ""] = NAMED.exec(line) ?? [];
		if (!name) throw new Error(`${file}, line ${index + 1}: must be NAME=value, or start with #.`);
		if (Object.hasOwn(values, name)) {
			throw new Error(
				`${file}, line ${index + 1}: ${name} has been set before. Remove one of them.`,
			);
		}
		values[name] = value.trim().replace(QUOTED, "$2");
	}
	return values;
}

/**
 * Adds the settings in this folder's `.env` file, or in the given file, to an environment, which
 * takes precedence. Every command reads its settings this way, and its child processes inherit
 * them. Without a `.env` file nothing happens.
 *
 * @returns the names in the file
 * @throws when a line is invalid, or the given file cannot be read
 */
export function loadEnvFile(environment: Variables, named?: string): string[] {
	const file = named ?? ".env";
	let text: string;
	try {
		text = readTextFile(file);
	} catch (error) {
		if (named === undefined && (error as NodeJS.ErrnoException).code === "ENOENT") return [];
		const why = error instanceof Error ? error.message : String(error);
		throw new Error(`The settings file ${file} cannot be read: ${why}.`, { cause: error });
	}
	const values = Object.entries(envFileValues(text, file));
	for (const [name, value] of values) environment[name] ??= value;
	return values.map(([name]) => name);
}
