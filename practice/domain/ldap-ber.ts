import type { BerReader } from "ldapts";

/** Requires a part that LDAP's grammar demands: the reader returns `null` at the end of its bytes. */
export function demand<T>(part: T | null | undefined): T {
	if (part === null || part === undefined) throw new Error("A part of a message is missing.");
	return part;
}

/** Enters a constructed element and returns the end of its content. */
export function enter(reader: BerReader, tag?: number): number {
	demand(reader.readSequence(tag));
	return reader.offset + reader.length;
}

/** Reads the elements of a constructed element one by one. */
export function readEach(reader: BerReader, tag: number, readOne: () => void): void {
	const end = enter(reader, tag);
	while (reader.offset < end) readOne();
}

/** Skips an element. */
export function skip(reader: BerReader): void {
	reader.offset = enter(reader);
}

/**
 * Splits a stream into LDAP messages, each a BER sequence (RFC 4511 5.1).
 *
 * @returns a function that takes the next bytes and returns the messages that are now complete
 */
export function createFrames(): (chunk: Buffer) => Buffer[] {
	let rest = Buffer.alloc(0);
	return (chunk) => {
		rest = Buffer.concat([rest, chunk]);
		const messages: Buffer[] = [];
		for (let length = messageLength(rest); length <= rest.length; length = messageLength(rest)) {
			messages.push(rest.subarray(0, length));
			rest = rest.subarray(length);
		}
		return messages;
	};
}

/** The length of the first message with its header; infinite until enough of it has arrived. */
function messageLength(bytes: Buffer): number {
	const first = bytes[1];
	if (first === undefined) return Number.POSITIVE_INFINITY;
	if (first < 0x80) return 2 + first;
	const lengthBytes = first & 0x7f;
	if (bytes.length < 2 + lengthBytes) return Number.POSITIVE_INFINITY;
	return 2 + lengthBytes + bytes.readUIntBE(2, lengthBytes);
}
