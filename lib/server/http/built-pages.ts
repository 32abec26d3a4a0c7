import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { PAGE_ADDRESSES, PLAIN_PAGES, PREVIEW } from "#lib/core/page-addresses.ts";
import { DEFAULT_LOCALE, LOCALES, type Locale } from "#lib/text/locales.ts";

/** A file of the build, by its path in the build's folder. */
export type BuiltFile = {
	name: string;
	/** `page` and `navigation` have a language; `hashed` never changes under its name. */
	kind: "page" | "navigation" | "hashed" | "other";
};

/** What an address resolves to. */
export type Found = BuiltFile | { redirect: string } | undefined;

/** All files of the build. */
export type BuiltPages = {
	/** @param path as requested, without the query */
	find(path: string, locale: Locale): Found;
	read(file: BuiltFile, acceptEncoding: string | undefined): SentFile;
	/** The hashes of a page's inline scripts, for its policy (CSP Level 3, `hash-source`). */
	scriptHashes(page: BuiltFile): string[];
};

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;
const HASHED = "_next/static/";

/**
 * Reads the build. Each page is built once per language and has one address, at which the visitor's
 * language decides; each address has one spelling.
 *
 * @param fill inserts the settings into pages
 * @throws when nothing has been built
 */
export function readBuiltPages(folder: string, fill: Fill): BuiltPages {
	const names = new Set(namesBelow(folder));
	if (!names.has(`${DEFAULT_LOCALE}.html`))
		throw new Error(`There are no built pages in ${folder}.`);
	const read = keepFiles(folder, names, fill);
	return {
		find: (path, locale) => findIn(names, path, locale),
		read: ({ name }, acceptEncoding) => read(name, acceptEncoding),
		scriptHashes: ({ name }) => hashesOf(read(name).body.toString()),
	};
}

/** A fifth of the time that Node's own `recursive` takes for it. */
function namesBelow(folder: string, at = ""): string[] {
	return readdirSync(`${folder}/${at}`, { withFileTypes: true }).flatMap((entry) =>
		entry.isDirectory() ? namesBelow(folder, `${at}${entry.name}/`) : `${at}${entry.name}`,
	);
}

/** @param names the files of the build, e.g. `en/profile.html` */
export function findIn(names: ReadonlySet<string>, path: string, locale: Locale): Found {
	if (path === "/auth") return { name: "auth.html", kind: "other" };
	const file = decoded(path.slice(1));
	if (file?.startsWith(HASHED)) return names.has(file) ? { name: file, kind: "hashed" } : undefined;
	// Public files are in the root; files in folders have their own addresses.
	if (isPublic(path.slice(1)) && names.has(path.slice(1))) {
		return { name: path.slice(1), kind: "other" };
	}
	if (path.endsWith(".txt")) return navigationFile(names, path, locale);
	if (path === WELL_KNOWN_CHANGE) return { redirect: "/change-password" };
	const page = pageOf(path, locale);
	if (page) return { name: `${page}.html`, kind: "page" };
	const shorter = path.replace(/\/+$/, "");
	return shorter !== path && pageOf(shorter, locale) ? { redirect: shorter } : undefined;
}

/** W3C, "A Well-Known URL for Changing Passwords". */
const WELL_KNOWN_CHANGE = "/.well-known/change-password";

const isPublic = (name: string) => /^[\w-]+\.(?:svg|js|txt|png|ico|webmanifest)$/.test(name);

/** The built page for an address, without its extension; `undefined`: there is none. */
function pageOf(path: string, locale: Locale): string | undefined {
	if (path === "/") return locale;
	if (PLAIN_PAGES.includes(path)) return `${locale}${path}`;
	const preview = matches(PREVIEW.source, path);
	if (preview) {
		const language = LOCALES.find((one) => one === preview.lang);
		return language && `${language}${PREVIEW.page}`;
	}
	const page = PAGE_ADDRESSES.find(({ source }) => matches(source, path))?.page;
	return page && `${locale}${page}`;
}

/**
 * The files that Next's router requests on client-side navigation: `/profile.txt`, and segments of
 * it like `/profile/__next._tree.txt`.
 */
function navigationFile(names: ReadonlySet<string>, path: string, locale: Locale): Found {
	const [, address = "", part = ""] = /^(.*?)(\/__next[^/]*)?\.txt$/.exec(path) ?? [];
	const page = pageOf(address === "/index" ? "/" : address || "/", locale);
	const name = `${page}${part}.txt`;
	return page && names.has(name) ? { name, kind: "navigation" } : undefined;
}

function matches(source: string, path: string): Record<string, string> | undefined {
	const wanted = source.split("/");
	const given = path.split("/");
	if (wanted.length !== given.length) return undefined;
	const parts: Record<string, string> = {};
	for (const [at, part] of wanted.entries()) {
		const own = given[at] ?? "";
		if (!part.startsWith(":")) {
			if (part !== own) return undefined;
		} else if (own === "") return undefined;
		else parts[part.slice(1)] = own;
	}
	return parts;
}

function decoded(path: string): string | undefined {
	try {
		return decodeURIComponent(path);
	} catch {
		return undefined;
	}
}

function hashesOf(html: string): string[] {
	return [...html.matchAll(INLINE_SCRIPT)].map(
		([, script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
	);
}

/** A file of the build as sent. */
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

/** Half a percent larger than at quality 9, in a seventh of the time: the first visitor of each page waits for it. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };

/**
 * The encodings that the build provides for each file, the smaller one first; filled pages are
 * compressed here.
 */
const ENCODINGS = [
	{
		encoding: "br",
		ending: ".br",
		accepted: /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/,
		compress: (body: Buffer) => brotliCompressSync(body, BROTLI),
	},
	{
		encoding: "gzip",
		ending: ".gz",
		accepted: /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/,
		compress: (body: Buffer) => gzipSync(body),
	},
] as const;

/** Inserts the settings into a built file; `undefined`: it is sent unchanged. */
export type Fill = (name: string, text: string) => string | undefined;

/**
 * Serves files from memory, each read and filled on first request: they are few, and reading them
 * from disk each time would cost three quarters of the throughput.
 *
 * @param names all files in the folder
 */
function keepFiles(folder: string, names: ReadonlySet<string>, fill: Fill) {
	const kept = new Map<string, SentFile>();
	return (name: string, acceptEncoding = ""): SentFile => {
		const packed = ENCODINGS.find(
			({ ending, accepted }) => names.has(name + ending) && accepted.test(acceptEncoding),
		);
		const file = packed ? name + packed.ending : name;
		const known = kept.get(file);
		if (known) return known;
		const filled = FILLED.test(name)
			? fill(name, readFileSync(join(folder, name), "utf8"))
			: undefined;
		const plain = filled === undefined ? undefined : Buffer.from(filled);
		const body = plain ? (packed?.compress(plain) ?? plain) : readFileSync(join(folder, file));
		const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
		const type = TYPES[extname(name)] ?? "application/octet-stream";
		const read = { body, type, encoding: packed?.encoding, etag };
		kept.set(file, read);
		return read;
	};
}

const FILLED = /\.(?:html|txt)$/;
