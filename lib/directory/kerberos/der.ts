/** The subset of DER (X.690) that a Kerberos request and its error need. */

type Element = { tag: number; content: Buffer };

/** Universal tags, and context and application tags as Kerberos uses them: constructed. */
export const TAG = {
	integer: 0x02,
	bits: 0x03,
	general: 0x1b,
	time: 0x18,
	sequence: 0x30,
} as const;
export const context = (n: number) => 0xa0 + n;
export const application = (n: number) => 0x60 + n;

export function encode(tag: number, ...content: Buffer[]): Buffer {
	const body = Buffer.concat(content);
	return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
}

/** A non-negative integer of at most 32 bits. */
export function encodeInteger(value: number): Buffer {
	const bytes = Buffer.alloc(5);
	bytes.writeUInt32BE(value, 1);
	const first = bytes.findIndex((byte, i) => byte !== 0 || i === 4);
	const needsZero = first > 0 && ((bytes[first] ?? 0) & 0x80) !== 0;
	return encode(TAG.integer, bytes.subarray(needsZero ? first - 1 : first));
}

function length(bytes: number): Buffer {
	if (bytes < 0x80) return Buffer.from([bytes]);
	if (bytes < 0x100) return Buffer.from([0x81, bytes]);
	return Buffer.from([0x82, bytes >> 8, bytes & 0xff]);
}

/** The consecutive elements in a buffer. @throws RangeError when it is truncated */
export function decodeAll(bytes: Buffer): Element[] {
	const elements: Element[] = [];
	for (let at = 0; at < bytes.length; ) {
		const tag = bytes.readUInt8(at);
		const first = bytes.readUInt8(at + 1);
		const lengthBytes = first & 0x80 ? first & 0x7f : 0;
		const size = lengthBytes ? bytes.readUIntBE(at + 2, lengthBytes) : first;
		const start = at + 2 + lengthBytes;
		if (start + size > bytes.length) throw new RangeError("An element is truncated.");
		elements.push({ tag, content: bytes.subarray(start, start + size) });
		at = start + size;
	}
	return elements;
}

/** The element inside a field of a sequence, e.g. `[6] error-code`. */
export function field(sequence: Buffer, n: number): Element | undefined {
	const found = decodeAll(sequence).find((element) => element.tag === context(n));
	return found && decodeAll(found.content)[0];
}

export function decodeInteger({ content }: Element): number {
	return content.length > 0 ? content.readIntBE(0, content.length) : 0;
}
