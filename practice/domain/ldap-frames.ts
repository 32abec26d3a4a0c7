import { MalformedMessageError } from "./ldap-ber.ts";

/** The longest accepted request: far above an OR of a thousand ids, far below Active Directory's 10 MB. */
const MAX_REQUEST_BYTES = 1_048_576;
const SEQUENCE = 0x30;

/**
 * Splits a stream into LDAP messages, each a BER sequence (RFC 4511 5.1).
 *
 * @returns a function that takes the next bytes and returns the messages that are now complete;
 * it throws `MalformedMessageError` if the bytes cannot be a message
 */
export function createFrames(): (chunk: Buffer) => Buffer[] {
	let chunks: Buffer[] = [];
	let buffered = 0;
	let wanted = 2;
	return (chunk) => {
		chunks.push(chunk);
		buffered += chunk.length;
		// Joined only when complete: a long request in small chunks must not be copied each time.
		if (buffered < wanted) return [];
		let rest = Buffer.concat(chunks);
		const messages: Buffer[] = [];
		for (;;) {
			const length = messageLength(rest);
			wanted = length ?? rest.length + 1;
			if (length === undefined || rest.length < length) break;
			messages.push(rest.subarray(0, length));
			rest = rest.subarray(length);
		}
		chunks = [rest];
		buffered = rest.length;
		return messages;
	};
}

/** The length of the first message with its header; `undefined` until enough of it has arrived. */
function messageLength(bytes: Buffer): number | undefined {
	const [tag, first] = bytes;
	if (tag !== undefined && tag !== SEQUENCE) {
		throw new MalformedMessageError("A message must be a sequence.");
	}
	if (first === undefined) return undefined;
	if (first < 0x80) return 2 + first;
	const lengthBytes = first & 0x7f;
	// RFC 4511 5.1 allows only the definite form; four bytes hold every accepted length.
	if (lengthBytes === 0 || lengthBytes > 4)
		throw new MalformedMessageError("Such a length is not accepted.");
	if (bytes.length < 2 + lengthBytes) return undefined;
	const length = bytes.readUIntBE(2, lengthBytes);
	if (length > MAX_REQUEST_BYTES) throw new MalformedMessageError("A message is too long.");
	return 2 + lengthBytes + length;
}
