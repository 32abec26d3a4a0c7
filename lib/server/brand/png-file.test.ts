import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drawIcon } from "./app-icon.ts";
import { readPng, writePng } from "./png-file.ts";

const WIDTH = 3;
const picture = {
	...{ width: WIDTH, height: 2 },
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
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const body = Buffer.concat([Buffer.from(type), data]);
	return Buffer.concat([length, body, checksum(body)]);
}

function checksum(bytes: Buffer): Buffer {
	// PNG, annex D: the checksum bit by bit, so that the test does not rely on the code under test.
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	}
	const written = Buffer.alloc(4);
	written.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
	return written;
}

const header = (changes: Record<number, number>) => {
	const data = Buffer.from([0, 0, 0, 3, 0, 0, 0, 2, 8, 6, 0, 0, 0]);
	for (const [at, value] of Object.entries(changes)) data[Number(at)] = value;
	return data;
};

describe("each row filter is reversed", () => {
	// Two rows of two grey pixels, 10 20 and 40 90, with each filter of PNG 9.2.
	test.each<[name: string, rows: number[]]>([
		["none", [0, 10, 20, 0, 40, 90]],
		["left", [1, 10, 10, 1, 40, 50]],
		["up", [2, 10, 20, 2, 30, 70]],
		["mean", [3, 10, 15, 3, 35, 60]],
		["Paeth", [4, 10, 10, 4, 30, 50]],
	])("%s", (_, rows) => {
		const grey = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
		const file = Buffer.concat([
			png.subarray(0, 8),
			part("IHDR", grey),
			part("IDAT", deflateSync(Buffer.from(rows))),
			part("IEND", Buffer.alloc(0)),
		]);
		const read = readPng(file);
		const pixels = read.ok ? [...(read.picture?.pixels ?? [])] : [];
		expect(pixels.filter((_, n) => n % 4 === 0)).toEqual([10, 20, 40, 90]);
		expect(pixels.filter((_, n) => n % 4 === 3)).toEqual([255, 255, 255, 255]);
	});
});

test.each<[what: string, file: Buffer, reason: RegExp]>([
	["nothing", Buffer.alloc(0), /does not begin/],
	["a JPEG", Buffer.from("ffd8ffe0", "hex"), /does not begin/],
	[
		"a script behind the signature",
		Buffer.concat([png.subarray(0, 8), Buffer.from("<script>")]),
		/not whole/,
	],
	["one that was cut", png.subarray(0, png.length - 20), /damaged|not whole/],
	["one with a wrong checksum", Buffer.from(png).fill(7, 20, 21), /damaged/],
	["no width", withPart("IHDR", header({ 3: 0 })), /header/],
	["an unknown kind", withPart("IHDR", header({ 9: 5 })), /header/],
	["one that is too large", withPart("IHDR", header({ 1: 1 })), /most/],
	["more pixels than it says", withPart("IDAT", deflateSync(Buffer.alloc(9_999))), /unpacked/],
	["fewer pixels than it says", withPart("IDAT", deflateSync(Buffer.alloc(5))), /as many pixels/],
	["pixels that are none", withPart("IDAT", Buffer.from("hello")), /unpacked/],
	["an unknown filter", withPart("IDAT", deflateSync(Buffer.alloc(26, 9))), /unpacked/],
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

	test("is the mark on the accent, with round corners unless others cut it", () => {
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
