import { BerReader } from "ldapts";

/** The message violates BER or LDAP's grammar: its connection is closed (RFC 4511 5.3). */
export class MalformedMessageError extends Error {
	override name = "MalformedMessageError";
}

/** Requires a part that LDAP's grammar demands: the reader returns `null` at the end of its bytes. */
export function demand<T>(part: T | null | undefined): T {
	if (part === null || part === undefined) throw new MalformedMessageError("A part is missing.");
	return part;
}

/**
 * Enters a constructed element and returns the end of its content.
 *
 * `ldapts`' reader does not check inner lengths against the available bytes, so this does.
 */
export function enter(reader: BerReader, tag: number): number {
	demand(reader.readSequence(tag));
	const end = reader.offset + reader.length;
	if (reader.length < 0 || reader.length > reader.remain) {
		throw new MalformedMessageError("An inner length exceeds its container.");
	}
	return end;
}

/** Reads the elements of a constructed element one by one, up to exactly its end. */
export function readEach(reader: BerReader, tag: number, readOne: () => void): void {
	const end = enter(reader, tag);
	while (reader.offset < end) readOne();
	leave(reader, end);
}

/** Checks that the content ended where its length said. */
export function leave(reader: BerReader, end: number): void {
	if (reader.offset !== end) throw new MalformedMessageError("An element overruns its container.");
}

/** Skips an element. */
export function skip(reader: BerReader): void {
	const end = enter(reader, demand(reader.peek()));
	reader.offset = end;
}

/** Runs `read`, and turns every error into a malformed message. */
export function readMessage<T>(bytes: Buffer, read: (reader: BerReader) => T): T {
	try {
		return read(new BerReader(bytes));
	} catch (cause) {
		if (cause instanceof MalformedMessageError) throw cause;
		throw new MalformedMessageError("A message cannot be decoded.", { cause });
	}
}
