import { readFileSync } from "node:fs";
import type { Variables } from "./environment.ts";

const NAMED = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/;
const QUOTED = /^(["'])(.*)\1$/s;

/**
 * Reads the text of a `.env` file, a `NAME=value` a line. A value arrives as it stands: `$`, `#`, quotes and
 * backslashes mean nothing in it, since secrets hold them. Blanks around it are taken off, and so is one
 * pair of quotes, which keeps blanks at its ends. Lines that begin with `#` are notes.
 *
 * @throws naming the line, without what stands there, when one is neither
 */
export function envFileValues(text: string, file = ".env"): Record<string, string> {
	const values: Record<string, string> = {};
	for (const [index, line] of text
		.replace(/^\ufeff/, "")
		.split(/\r?\n/)
		.entries()) {
		if (/^\s*(?:#|$)/.test(line)) continue;
		const [, name, value = ""] = NAMED.exec(line) ?? [];
		if (!name) throw new Error(`${file}, line ${index + 1}: must be NAME=value, or begin with #.`);
		values[name] = value.trim().replace(QUOTED, "$2");
	}
	return values;
}

/**
 * Adds what the `.env` file of this folder, or the file that was named, sets to an environment, which itself comes
 * first. Every command reads its settings this way, and what it starts inherits them. Without a `.env` file nothing
 * happens.
 *
 * @throws when a line is neither setting nor note, or a file that was named cannot be read
 */
export function loadEnvFile(environment: Variables, named?: string): void {
	const file = named ?? ".env";
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (error) {
		if (named === undefined && (error as NodeJS.ErrnoException).code === "ENOENT") return;
		throw error;
	}
	const values = Object.entries(envFileValues(text, file));
	for (const [name, value] of values) environment[name] ??= value;
}
