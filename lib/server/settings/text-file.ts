import { readFileSync } from "node:fs";

/**
 * Reads a text file in UTF-8, with or without a byte order mark. Windows PowerShell writes UTF-16, which would give a secret a
 * NUL after each character.
 *
 * @throws with the reason, e.g. for a sentence like "the file … cannot be read: …"
 */
export function readTextFile(file: string): string {
	const bytes = readFileSync(file);
	if (bytes.includes(0)) throw new Error(NO_TEXT);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (error) {
		throw new Error(NO_TEXT, { cause: error });
	}
}

const NO_TEXT = "it is not text in UTF-8";

/** The error for a file that a setting names and that cannot be read. */
export function unreadable(name: string, file: string, error: unknown): string {
	const isText = error instanceof Error && error.message === NO_TEXT;
	const todo = isText ? "Save it in that encoding." : "Check the path and the permissions.";
	const why = isText ? `: ${NO_TEXT}` : "";
	return `${name}: the file ${file} cannot be read${why}. ${todo}`;
}
