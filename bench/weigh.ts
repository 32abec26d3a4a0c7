import { brotliCompressSync, gzipSync } from "node:zlib";
import { kb } from "./table.ts";

type Weight = { files: number; raw: number; gzip: number; brotli: number };

/** The total weight of files, each compressed separately as a server sends it. */
export function weigh(files: readonly { body: Buffer }[]): Weight {
	const sum = (of: (body: Buffer) => number) =>
		files.reduce((total, { body }) => total + of(body), 0);
	return {
		files: files.length,
		raw: sum((body) => body.length),
		gzip: sum((body) => gzipSync(body, { level: 9 }).length),
		brotli: sum((body) => brotliCompressSync(body).length),
	};
}

export function weightRow(name: string, { files, raw, gzip, brotli }: Weight): (string | number)[] {
	return [name, files, kb(raw), kb(gzip), kb(brotli)];
}
