import { crc32, deflateSync, inflateSync } from "node:zlib";

/** An image as rows of red, green, blue and alpha, a byte each. */
export type Picture = { width: number; height: number; pixels: Buffer };

export type PngResult =
	| {
			ok: true;
			size: { width: number; height: number };
			/** `undefined`: of a kind that can be shown but not redrawn (16 bits, interlaced). */
			picture: Picture | undefined;
	  }
	| { ok: false; reason: string };

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
/** Larger images are of no use, and a small file can decompress to gigabytes. */
const MOST_PIXELS = 4_096;
/** Samples per pixel by colour type (PNG, 11.2.1): grey, RGB, palette, grey with alpha, RGB with alpha. */
const SAMPLES: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Whether a file is a valid PNG: its chunks, their checksums, and its pixels (PNG, 5 and 10). */
export function readPng(file: Buffer): PngResult {
	const no = (reason: string): PngResult => ({ ok: false, reason });
	if (!file.subarray(0, 8).equals(SIGNATURE)) return no("it does not begin as a PNG does");
	const parts = partsOf(file);
	if (!parts) return no("it is damaged: a part's checksum does not fit");
	const header = parts.find(({ type }) => type === "IHDR")?.data;
	if (header?.length !== 13 || parts.at(-1)?.type !== "IEND") return no("it is not whole");
	const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
	const [bits = 0, colourType = -1, , , interlace] = header.subarray(8);
	const samples = SAMPLES[colourType];
	if (!samples || width === 0 || height === 0) return no("its header is not right");
	if (width > MOST_PIXELS || height > MOST_PIXELS) {
		return no(`it is ${width} by ${height} pixels; ${MOST_PIXELS} each way is the most`);
	}
	const packed = Buffer.concat(parts.filter(({ type }) => type === "IDAT").map(({ data }) => data));
	const rowBytes = Math.ceil((width * samples * bits) / 8);
	const rows = unpacked(packed, (rowBytes + 9) * height * 2);
	if (!rows) return no("its pixels cannot be unpacked");
	if (bits !== 8 || interlace !== 0) {
		return { ok: true, size: { width, height }, picture: undefined };
	}
	if (rows.length !== (rowBytes + 1) * height) return no("it has not as many pixels as it says");
	const plain = unfiltered(rows, { rowBytes, height, step: samples });
	if (!plain) return no("its pixels cannot be unpacked");
	const data = (type: string) => parts.find((part) => part.type === type)?.data;
	const colours = { palette: data("PLTE"), alpha: colourType === 3 ? data("tRNS") : undefined };
	const pixels = toRgba(plain, { count: width * height, colourType, ...colours });
	return { ok: true, size: { width, height }, picture: { width, height, pixels } };
}

type Part = { type: string; data: Buffer };

function partsOf(file: Buffer): Part[] | undefined {
	const parts: Part[] = [];
	let at = SIGNATURE.length;
	while (at + 12 <= file.length) {
		const end = at + 8 + file.readUInt32BE(at);
		if (end + 4 > file.length) return undefined;
		if (crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) return undefined;
		const type = file.toString("latin1", at + 4, at + 8);
		parts.push({ type, data: file.subarray(at + 8, end) });
		at = end + 4;
		if (type === "IEND") break;
	}
	return parts;
}

function unpacked(packed: Buffer, maxOutputLength: number): Buffer | undefined {
	try {
		return inflateSync(packed, { maxOutputLength });
	} catch {
		return undefined;
	}
}

type Rows = { rowBytes: number; height: number; step: number };

/** Reverses the filter of each row (PNG, 9.2). */
function unfiltered(rows: Buffer, { rowBytes, height, step }: Rows): Buffer | undefined {
	const plain = Buffer.alloc(rowBytes * height);
	for (let y = 0; y < height; y++) {
		const filter = rows[y * (rowBytes + 1)] ?? 5;
		if (filter > 4) return undefined;
		for (let x = 0; x < rowBytes; x++) {
			const at = y * rowBytes + x;
			const left = x < step ? 0 : (plain[at - step] ?? 0);
			const up = y === 0 ? 0 : (plain[at - rowBytes] ?? 0);
			const corner = x < step || y === 0 ? 0 : (plain[at - rowBytes - step] ?? 0);
			const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
			plain[at] = (rows[y * (rowBytes + 1) + 1 + x] ?? 0) + guess;
		}
	}
	return plain;
}

function paeth(left: number, up: number, corner: number): number {
	const guess = left + up - corner;
	const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
	if (toLeft === undefined || toUp === undefined || toCorner === undefined) return 0;
	if (toLeft <= toUp && toLeft <= toCorner) return left;
	return toUp <= toCorner ? up : corner;
}

type Colours = {
	count: number;
	colourType: number;
	palette: Buffer | undefined;
	alpha: Buffer | undefined;
};

function toRgba(plain: Buffer, { count, colourType, palette, alpha }: Colours): Buffer {
	const rgba = Buffer.alloc(count * 4, 255);
	const samples = SAMPLES[colourType] ?? 1;
	for (let n = 0; n < count; n++) {
		const at = n * samples;
		const first = plain[at] ?? 0;
		if (colourType === 3) {
			palette?.copy(rgba, n * 4, first * 3, first * 3 + 3);
			rgba[n * 4 + 3] = alpha?.[first] ?? 255;
		} else if (samples >= 3) plain.copy(rgba, n * 4, at, at + samples);
		else {
			rgba.fill(first, n * 4, n * 4 + 3);
			if (samples === 2) rgba[n * 4 + 3] = plain[at + 1] ?? 255;
		}
	}
	return rgba;
}

/** Encodes an image as PNG. */
export function writePng({ width, height, pixels }: Picture): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 6, 0, 0, 0], 8);
	const rows = Buffer.alloc((width * 4 + 1) * height);
	for (let y = 0; y < height; y++) {
		pixels.copy(rows, y * (width * 4 + 1) + 1, y * width * 4, (y + 1) * width * 4);
	}
	return Buffer.concat([
		SIGNATURE,
		part("IHDR", header),
		part("IDAT", deflateSync(rows, { level: 9 })),
		part("IEND", Buffer.alloc(0)),
	]);
}

function part(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
	const whole = Buffer.alloc(body.length + 8);
	whole.writeUInt32BE(data.length, 0);
	body.copy(whole, 4);
	whole.writeUInt32BE(crc32(body), body.length + 4);
	return whole;
}
