import { describe, expect, test } from "vitest";
import { MalformedMessageError } from "./ldap-ber.ts";
import { createFrames } from "./ldap-frames.ts";

const message = (length: number) => {
	const content = Buffer.alloc(length, 7);
	const header = length < 0x80 ? [0x30, length] : [0x30, 0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from(header), content]);
};

describe("frames", () => {
	const messages = [message(3), message(0), message(300), message(40_000), message(5)];

	test.each([1, 2, 7, 4096, 100_000])(
		"a stream in chunks of %i bytes yields its messages",
		(size) => {
			const frames = createFrames();
			const stream = Buffer.concat(messages);
			const found: Buffer[] = [];
			for (let at = 0; at < stream.length; at += size) {
				found.push(...frames(stream.subarray(at, at + size)));
			}
			expect(Buffer.concat(found).equals(stream)).toBe(true);
			expect(found.map((one) => one.length)).toEqual(messages.map((one) => one.length));
		},
	);

	test.each([
		["a message that is not a sequence", "474554202f"],
		["an indefinite length", "3080"],
		["a length of five bytes", "30850000000001"],
		["a length beyond the limit", "3084ffffffff"],
	])("%s is malformed at once", (_, hex) => {
		expect(() => createFrames()(Buffer.from(hex, "hex"))).toThrow(MalformedMessageError);
	});
});
