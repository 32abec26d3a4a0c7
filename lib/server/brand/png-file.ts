import { convertIndexedToRgb, type DecodedPng, decode, encode, hasPngSignature } from "fast-png";

/** An image as rows of red, green, blue and alpha, a byte each. */
export type Picture = { width: number; height: number; pixels: Buffer };

export type PngResult =
	| {
			ok: true;
			size: { width: number; height: number };
			/** `undefined`: can be shown but not redrawn, since its channels do not have 8 bits. */
			picture: Picture | undefined;
	  }
	| { ok: false; reason: string };

/** Larger images are of no use. */
const MOST_PIXELS = 4_096;

/** Reads a PNG and checks that it is complete. */
export function readPng(file: Buffer): PngResult {
	if (!hasPngSignature(file)) return { ok: false, reason: "it does not have a PNG's signature" };
	const png = decoded(file);
	if (!png || png.data.length === 0) return { ok: false, reason: "it is damaged" };
	const { width, height } = png;
	if (width > MOST_PIXELS || height > MOST_PIXELS) {
		const reason = `it is ${width} by ${height} pixels; ${MOST_PIXELS} each way is the limit`;
		return { ok: false, reason };
	}
	const pixels = png.depth === 8 || png.palette ? toRgba(png) : undefined;
	return { ok: true, size: { width, height }, picture: pixels && { width, height, pixels } };
}

function decoded(file: Buffer): DecodedPng | undefined {
	try {
		return decode(file, { checkCrc: true });
	} catch {
		return undefined;
	}
}

function toRgba(png: DecodedPng): Buffer {
	const plain = png.palette ? convertIndexedToRgb(png) : png.data;
	const channels = plain.length / (png.width * png.height);
	const hasAlpha = channels % 2 === 0;
	const rgba = Buffer.alloc(png.width * png.height * 4, 255);
	for (let from = 0, to = 0; from < plain.length; from += channels, to += 4) {
		const colours = hasAlpha ? channels - 1 : channels;
		for (let c = 0; c < 3; c++) rgba[to + c] = plain[from + (c % colours)] ?? 0;
		if (hasAlpha) rgba[to + 3] = plain[from + colours] ?? 255;
	}
	return rgba;
}

/** Encodes an image as PNG. */
export function writePng({ width, height, pixels }: Picture): Buffer {
	return Buffer.from(encode({ width, height, data: pixels, channels: 4 }, { zlib: { level: 9 } }));
}
