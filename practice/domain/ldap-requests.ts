import { BerReader } from "ldapts";
import { demand, enter, readEach, skip } from "./ldap-ber.ts";
import { type Filter, readFilter } from "./ldap-filter.ts";

export type BindRequest = {
	operation: "bind";
	id: number;
	name: string;
	password: string;
};

export type SearchRequest = {
	operation: "search";
	id: number;
	base: string;
	scope: "base" | "one" | "sub";
	filter: Filter;
	attributes: string[];
	page: Page | undefined;
};

export type LdapRequest =
	| BindRequest
	| SearchRequest
	/** Anything that would change the directory, refused with this tag. */
	| { operation: "write"; id: number; responseTag: number }
	| { operation: "unbind"; id: number }
	| { operation: "abandon"; id: number };

/** The page size, and where the last page ended (RFC 2696 2). */
type Page = { size: number; cookie: Buffer };

export const PAGED_RESULTS = "1.2.840.113556.1.4.319";

const SEQUENCE = 0x30;
const OCTETS = 0x04;
const BOOLEAN = 0x01;
const SIMPLE = 0x80;
const CONTROLS = 0xa0;

/** Each kind of write (RFC 4511 4.6 to 4.9) with the tag of its response. */
const WRITES = new Map([
	[0x66, 0x67], // modify
	[0x68, 0x69], // add
	[0x4a, 0x6b], // delete
	[0x6c, 0x6d], // modify DN
]);

/** Parses a request. @throws when neither the portal nor its tests send this kind */
export function readRequest(message: Buffer): LdapRequest {
	const reader = new BerReader(message);
	const end = enter(reader, SEQUENCE);
	const id = demand(reader.readInt());
	const tag = demand(reader.peek());
	if (tag === 0x60) return readBind(reader, id);
	if (tag === 0x63) {
		const search = readSearch(reader);
		return { operation: "search", id, ...search, page: readPage(reader, end) };
	}
	if (tag === 0x42) return { operation: "unbind", id };
	if (tag === 0x50) return { operation: "abandon", id };
	return { operation: "write", id, responseTag: demand(WRITES.get(tag)) };
}

function readBind(reader: BerReader, id: number): BindRequest {
	enter(reader, 0x60);
	skip(reader); // the version
	const name = demand(reader.readString());
	return { operation: "bind", id, name, password: demand(reader.readString(SIMPLE)) };
}

function readSearch(reader: BerReader): Omit<SearchRequest, "operation" | "id" | "page"> {
	enter(reader, 0x63);
	const base = demand(reader.readString());
	const scope = (["base", "one", "sub"] as const)[demand(reader.readEnumeration())];
	// Aliases, size and time limits, and types without values: the portal uses none of them.
	for (let skipped = 0; skipped < 4; skipped++) skip(reader);
	const filter = readFilter(reader);
	const attributes: string[] = [];
	readEach(reader, SEQUENCE, () => attributes.push(demand(reader.readString())));
	return { base, scope: demand(scope), filter, attributes };
}

function readPage(reader: BerReader, end: number): Page | undefined {
	if (reader.offset === end) return undefined;
	let page: Page | undefined;
	readEach(reader, CONTROLS, () => {
		const controlEnd = enter(reader, SEQUENCE);
		if (reader.readString() === PAGED_RESULTS) {
			if (reader.peek() === BOOLEAN) skip(reader);
			const value = new BerReader(demand(reader.readString(OCTETS, true)));
			enter(value, SEQUENCE);
			const size = demand(value.readInt());
			page = { size, cookie: demand(value.readString(OCTETS, true)) };
		}
		reader.offset = controlEnd;
	});
	return page;
}
