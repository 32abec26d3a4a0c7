import { crc32, deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drawIcon } from "./app-icon.ts";
import { readPng, writePng } from "./png-file.ts";

const WIDTH = 3;
const picture = {
	width: WIDTH,
	height: 2,
	pixels: Buffer.from(Array.from({ length: WIDTH * 2 * 4 }, (_, n) => (n * 37) % 256)),
};
const png = writePng(picture);

test("an image survives a round trip, to the pixel", () => {
	expect(readPng(png)).toEqual({ ok: true, size: { width: 3, height: 2 }, picture });
});

/** The same file with other pixels or another header. */
function withPart(type: "IHDR" | "IDAT", data: Buffer): Buffer {
	const at = png.indexOf(type) - 4;
	const end = at + 12 + png.readUInt32BE(at);
	return Buffer.concat([png.subarray(0, at), part(type, data), png.subarray(end)]);
}

function part(type: string, data: Buffer): Buffer {
	const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
	const body = Buffer.concat([Buffer.from(type), data]);
	length.writeUInt32BE(data.length);
	checksum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, checksum]);
}

const header = (changes: Record<number, number>) => {
	const data = Buffer.from([0, 0, 0, 3, 0, 0, 0, 2, 8, 6, 0, 0, 0]);
	for (const [at, value] of Object.entries(changes)) data[Number(at)] = value;
	return data;
};

/** Two pixels of a kind, from their rows. */
function twoPixels(colourType: number, row: number[], palette: Buffer[] = []): Buffer {
	const kind = Buffer.from([0, 0, 0, 2, 0, 0, 0, 1, 8, colourType, 0, 0, 0]);
	return Buffer.concat([
		png.subarray(0, 8),
		part("IHDR", kind),
		...palette,
		part("IDAT", deflateSync(Buffer.from([0, ...row]))),
		part("IEND", Buffer.alloc(0)),
	]);
}

test.each<[kind: string, file: Buffer, pixels: number[]]>([
	["grey", twoPixels(0, [10, 90]), [10, 10, 10, 255, 90, 90, 90, 255]],
	["grey with alpha", twoPixels(4, [10, 0, 90, 99]), [10, 10, 10, 0, 90, 90, 90, 99]],
	["without alpha", twoPixels(2, [1, 2, 3, 4, 5, 6]), [1, 2, 3, 255, 4, 5, 6, 255]],
	[
		"a palette",
		twoPixels(
			3,
			[1, 0],
			[part("PLTE", Buffer.from([1, 2, 3, 4, 5, 6])), part("tRNS", Buffer.from([7]))],
		),
		[4, 5, 6, 255, 1, 2, 3, 7],
	],
])("%s is read", (_, file, pixels) => {
	const read = readPng(file);
	expect(read.ok && [...(read.picture?.pixels ?? [])]).toEqual(pixels);
});

test.each<[what: string, file: Buffer, reason: RegExp]>([
	["nothing", Buffer.alloc(0), /does not have a PNG/],
	["a JPEG", Buffer.from("ffd8ffe0", "hex"), /does not have a PNG/],
	[
		"a script behind the signature",
		Buffer.concat([png.subarray(0, 8), Buffer.from("<script>")]),
		/damaged/,
	],
	["a truncated one", png.subarray(0, png.length - 20), /damaged/],
	["one with a wrong checksum", Buffer.from(png).fill(7, 20, 21), /damaged/],
	["no width", withPart("IHDR", header({ 3: 0 })), /damaged/],
	[
		"one that is too large",
		writePng({ width: 5_000, height: 1, pixels: Buffer.alloc(20_000) }),
		/limit/,
	],
	["fewer pixels than its header says", withPart("IDAT", deflateSync(Buffer.alloc(5))), /damaged/],
	["data that is not pixels", withPart("IDAT", Buffer.from("hello")), /damaged/],
])("%s is refused", (_, file, reason) => {
	const result = readPng(file);
	expect(result.ok ? "taken" : result.reason).toMatch(reason);
});

describe("an icon", () => {
	const at = (file: Buffer, x: number, y: number) => {
		const read = readPng(file);
		if (!read.ok || !read.picture) throw new Error("The image cannot be read.");
		const from = (y * read.size.width + x) * 4;
		return [...read.picture.pixels.subarray(from, from + 4)];
	};

	test("is the mark on the accent colour, with round corners unless the platform crops it", () => {
		const source = { picture: undefined, accent: "#0f5ea8" } as const;
		const rounded = drawIcon(source, 64, "rounded");
		expect(at(rounded, 0, 0)[3]).toBe(0);
		expect(at(rounded, 32, 4)).toEqual([15, 94, 168, 255]);
		// The shaft of the key is in the middle.
		expect(at(rounded, 40, 32)).toEqual([255, 255, 255, 255]);
		expect(at(drawIcon(source, 64, "full"), 0, 0)).toEqual([15, 94, 168, 255]);
	});

	test("shows a picture uncropped in the middle, on white", () => {
		const red = { width: 40, height: 10, pixels: Buffer.alloc(1_600) };
		for (let n = 0; n < 400; n++) red.pixels.set([255, 0, 0, n % 40 < 20 ? 255 : 0], n * 4);
		const icon = drawIcon({ picture: red, accent: "#0f5ea8" }, 100, "full");
		expect(at(icon, 2, 50)).toEqual([255, 255, 255, 255]);
		expect(at(icon, 30, 50)).toEqual([255, 0, 0, 255]);
		// Transparent parts of the picture stay white.
		expect(at(icon, 70, 50)).toEqual([255, 255, 255, 255]);
		expect(at(icon, 30, 70)).toEqual([255, 255, 255, 255]);
	});
});
