import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";

/** A file of the build as it is sent. */
export type SentFile = {
	body: Buffer;
	type: string;
	encoding: "br" | "gzip" | undefined;
	etag: string;
};

const TYPES: Record<string, string> = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".txt": "text/plain; charset=utf-8",
	".json": "application/json",
	".svg": "image/svg+xml",
};

/** As the build leaves them beside each file, the smaller one first. */
const ENCODINGS = [
	["br", ".br", /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/],
	["gzip", ".gz", /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/],
] as const;

/**
 * Gives files from memory, each read when it is first asked for: they are few, and reading them from the
 * disk each time costs three quarters of the pages a second.
 *
 * @param names every file that there is below the folder
 */
export function keepFiles(folder: string, names: ReadonlySet<string>) {
	const kept = new Map<string, SentFile>();
	return (name: string, acceptEncoding = ""): SentFile => {
		const encoding = ENCODINGS.find(
			([, ending, accepted]) => names.has(name + ending) && accepted.test(acceptEncoding),
		);
		const file = encoding ? name + encoding[1] : name;
		const known = kept.get(file);
		if (known) return known;
		const body = readFileSync(join(folder, file));
		const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
		const type = TYPES[extname(name)] ?? "application/octet-stream";
		const read = { body, type, encoding: encoding?.[0], etag };
		kept.set(file, read);
		return read;
	};
}
