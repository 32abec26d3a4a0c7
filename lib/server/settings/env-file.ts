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
	return Object.fromEntries([...namedValues(text, file)].map(([name, { value }]) => [name, value]));
}

function namedValues(text: string, file: string): Map<string, { value: string; line: number }> {
	const values = new Map<string, { value: string; line: number }>();
	for (const [index, line] of text
		.replace(/^\ufeff/, "")
		.split(/\r?\n/)
		.entries()) {
		if (/^\s*(?:#|$)/.test(line)) continue;
		const [, name, value = ""] = NAMED.exec(line) ?? [];
		if (!name) throw new Error(`${file}, line ${index + 1}: must be NAME=value, or start with #.`);
		if (values.has(name)) {
			throw new Error(
				`${file}, line ${index + 1}: ${name} has been set before. Remove one of them.`,
			);
		}
		values.set(name, { value: value.trim().replace(QUOTED, "$2"), line: index + 1 });
	}
	return values;
}

/** The line of each name in a settings file; `undefined`: the environment has another value. */
export type EnvLines = ReadonlyMap<string, number | undefined>;

/**
 * Adds the settings in this folder's `.env` file, or in the given file, to an environment, which
 * takes precedence. Every command reads its settings this way, and its child processes inherit
 * them. Without a `.env` file nothing happens.
 *
 * @returns the lines of the file that set each name
 * @throws when a line is invalid, or the given file cannot be read
 */
export function loadEnvFile(environment: Variables, named?: string): EnvLines {
	const file = named ?? ".env";
	let text: string;
	try {
		text = readTextFile(file);
	} catch (error) {
		if (named === undefined && (error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
		const why = error instanceof Error ? error.message : String(error);
		throw new Error(`The settings file ${file} cannot be read: ${why}.`, { cause: error });
	}
	const lines = new Map<string, number | undefined>();
	for (const [name, { value, line }] of namedValues(text, file)) {
		lines.set(name, environment[name] === undefined ? line : undefined);
		environment[name] ??= value;
	}
	return lines;
}

/** Mistakes in settings, each of which begins with a name, with the lines where the file made them. */
export function located(mistakes: readonly string[], lines: EnvLines, file = ".env"): string[] {
	return mistakes.map((mistake) => {
		const line = lines.get(/^\w+/.exec(mistake)?.[0] ?? "");
		return line === undefined ? mistake : `${file}, line ${line}: ${mistake}`;
	});
}
