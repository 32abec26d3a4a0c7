/** A file in an archive; its name separates folders with `/`. */
export type ArchivedFile = { name: string; body: Buffer };

const BLOCK = 512;
/** 1980-01-01, the oldest date that every unpacker can write. */
const TIME_S = 315_532_800;

/**
 * Makes a tar archive (POSIX.1-1988, ustar) without traces of the machine it was made on: files sorted by
 * name, one fixed time, no owner. The same files give the same bytes, which the `tar` of macOS and Windows has no
 * option for.
 *
 * @throws when a name is longer than the format allows
 */
export function tarOf(files: readonly ArchivedFile[]): Buffer {
	const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
	const parts = sorted.flatMap(({ name, body }) => [
		headerOf(name, body.length),
		body,
		Buffer.alloc(-body.length & (BLOCK - 1)),
	]);
	return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function headerOf(name: string, size: number): Buffer {
	const header = Buffer.alloc(BLOCK);
	const { prefix, rest } = divided(name);
	const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
	const field = (at: number, text: string) => header.write(text, at, "utf8");
	field(0, rest);
	field(100, octal(0o644, 7));
	field(108, octal(0, 7));
	field(116, octal(0, 7));
	field(124, octal(size, 11));
	field(136, octal(TIME_S, 11));
	field(148, " ".repeat(8));
	field(156, "0");
	field(257, "ustar\x0000");
	field(345, prefix);
	const sum = header.reduce((all, byte) => all + byte, 0);
	field(148, `${octal(sum, 6)} `);
	return header;
}

/** The format has 100 bytes for the name, and 155 for the folders before it. */
function divided(name: string): { prefix: string; rest: string } {
	const length = (text: string) => Buffer.byteLength(text);
	if (length(name) <= 100) return { prefix: "", rest: name };
	for (let at = name.indexOf("/"); at > 0; at = name.indexOf("/", at + 1)) {
		const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
		if (length(prefix) <= 155 && length(rest) <= 100) return { prefix, rest };
	}
	throw new Error(`${name}: the name is too long for an archive.`);
}
