import { readFileSync } from "node:fs";
import type { Logo } from "./brand.ts";
import { type Picture, readPng } from "./png-file.ts";
import { checkSvg } from "./svg-file.ts";

const MOST_BYTES = 200 * 1_024;
/** In CSS pixels. */
export const LOGO_HEIGHT = 28;
/** Twice the displayed height, for high-density screens. */
const LEAST_PNG_HEIGHT = 2 * LOGO_HEIGHT;
const WIDEST = 6;
const NARROWEST = 0.5;
const LEAST_ICON = 512;

type Read = { ok: true; logo: Logo; picture: Picture | undefined } | { ok: false; reason: string };

/**
 * Reads a logo, SVG or PNG, recognised by its content rather than its name.
 *
 * @returns `undefined`, with the error added, if it cannot be read or is not safe for visitors
 */
export function readLogo(setting: string, file: string, mistakes: string[]) {
	const read = readFile(file);
	if (read.ok) return { logo: read.logo, picture: read.picture };
	mistakes.push(`${setting}: ${file} cannot be used: ${read.reason}.`);
	return undefined;
}

/** Reads a square PNG from which device icons are drawn. */
export function readIcon(setting: string, file: string, mistakes: string[]): Picture | undefined {
	const body = bytesOf(file);
	const png = typeof body === "string" ? { ok: false as const, reason: body } : readPng(body);
	const problem = png.ok ? iconProblem(png.size, png.picture) : png.reason;
	if (problem) mistakes.push(`${setting}: ${file} cannot be used: ${problem}.`);
	return png.ok && !problem ? png.picture : undefined;
}

function iconProblem({ width, height }: Logo["size"], picture: Picture | undefined) {
	if (width !== height || width < LEAST_ICON) {
		return `it is ${width} by ${height} pixels, but must be a square of at least ${LEAST_ICON}`;
	}
	if (!picture) return "save it with 8 bits a channel";
	return undefined;
}

function bytesOf(file: string): Buffer | string {
	try {
		const body = readFileSync(file);
		if (body.length <= MOST_BYTES) return body;
		return `it has ${Math.ceil(body.length / 1_024)} KB; the limit is ${MOST_BYTES / 1_024}`;
	} catch {
		return "it cannot be read. Check the path and the permissions";
	}
}

function readFile(file: string): Read {
	const body = bytesOf(file);
	if (typeof body === "string") return { ok: false, reason: body };
	const isPng = body[0] === 0x89;
	const png = isPng ? readPng(body) : undefined;
	const read = png ?? checkSvg(body.toString());
	if (!read.ok) return { ok: false, reason: `as ${isPng ? "PNG" : "SVG"}, ${read.reason}` };
	const { size } = read;
	const ratio = size.width / size.height;
	if (ratio > WIDEST || ratio < NARROWEST) {
		return {
			ok: false,
			reason: `it is ${size.width} by ${size.height}; at most ${WIDEST} times as wide as high, and at most twice as high as wide`,
		};
	}
	if (isPng && size.height < LEAST_PNG_HEIGHT) {
		return {
			ok: false,
			reason: `it is ${size.height} pixels high; it needs at least ${LEAST_PNG_HEIGHT} to be sharp`,
		};
	}
	const type = isPng ? "image/png" : "image/svg+xml";
	return { ok: true, logo: { body, type, size }, picture: png?.ok ? png.picture : undefined };
}
