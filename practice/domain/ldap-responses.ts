import { BerWriter } from "ldapts";
import type { Attribute } from "./attribute-syntax.ts";
import { PAGED_RESULTS } from "./ldap-requests.ts";
import type { LdapResult } from "./ldap-results.ts";

export const RESPONSE = { bind: 0x61, entry: 0x64, searchDone: 0x65, reference: 0x73 } as const;

const OCTETS = 0x04;
const SET = 0x31;
const CONTROLS = 0xa0;

/** Writes the responses to a request into one buffer. */
export class LdapResponse {
	// The writer's own growth by a factor of eight would use 8 MB for a page of 1,000 entries.
	readonly #writer = new BerWriter({ size: 4096, growthFactor: 2 });
	readonly #id: number;

	constructor(id: number) {
		this.#id = id;
	}

	get bytes(): Buffer {
		return this.#writer.buffer;
	}

	/** RFC 4511 4.5.2, SearchResultEntry. */
	entry(name: string, attributes: readonly Attribute[]): void {
		this.#message(RESPONSE.entry, (writer) => {
			writer.writeString(name);
			writer.startSequence();
			for (const attribute of attributes) writeAttribute(writer, attribute);
			writer.endSequence();
		});
	}

	/** RFC 4511 4.5.2, SearchResultReference: another naming context that starts below the base. */
	reference(uri: string): void {
		this.#message(RESPONSE.reference, (writer) => writer.writeString(uri));
	}

	/**
	 * Ends the request. `cookie` answers the paged results control: empty on the last page (RFC 2696 3).
	 */
	result(tag: number, { code, text }: LdapResult, cookie?: Buffer): void {
		const write = (writer: BerWriter) => {
			writer.writeEnumeration(code);
			writer.writeString(""); // matchedDN
			writer.writeString(text);
		};
		this.#message(tag, write, cookie);
	}

	#message(tag: number, write: (writer: BerWriter) => void, cookie?: Buffer): void {
		const writer = this.#writer;
		writer.startSequence();
		writer.writeInt(this.#id);
		writer.startSequence(tag);
		write(writer);
		writer.endSequence();
		if (cookie) writePage(writer, cookie);
		writer.endSequence();
	}
}

function writeAttribute(writer: BerWriter, { name, values }: Attribute): void {
	writer.startSequence();
	writer.writeString(name);
	writer.startSequence(SET);
	for (const value of values) {
		if (typeof value === "string") writer.writeString(value);
		else writer.writeBuffer(value, OCTETS);
	}
	writer.endSequence();
	writer.endSequence();
}

function writePage(writer: BerWriter, cookie: Buffer): void {
	const value = new BerWriter();
	value.startSequence();
	value.writeInt(0);
	value.writeBuffer(cookie, OCTETS);
	value.endSequence();
	writer.startSequence(CONTROLS);
	writer.startSequence();
	writer.writeString(PAGED_RESULTS);
	writer.writeBuffer(value.buffer, OCTETS);
	writer.endSequence();
	writer.endSequence();
}
