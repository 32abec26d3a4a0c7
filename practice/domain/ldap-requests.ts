import { BerReader } from "ldapts";
import {
	demand,
	enter,
	leave,
	MalformedMessageError,
	readEach,
	readMessage,
	skip,
} from "./ldap-ber.ts";
import { type Filter, readFilter } from "./ldap-filter.ts";

export type BindRequest = {
	operation: "bind";
	id: number;
	version: number;
	name: string;
	/** `undefined`: not a simple bind. */
	password: string | undefined;
};

export type SearchRequest = {
	operation: "search";
	id: number;
	base: string;
	scope: "base" | "one" | "sub";
	/** 0: no limit. */
	sizeLimit: number;
	typesOnly: boolean;
	filter: Filter;
	attributes: string[];
	controls: Controls;
};

/** Anything that gets a fixed refusal. */
export type OtherRequest = {
	operation: "write" | "compare" | "extended";
	id: number;
	responseTag: number;
};

export type LdapRequest =
	| BindRequest
	| SearchRequest
	| OtherRequest
	| { operation: "unbind"; id: number }
	| { operation: "abandon"; id: number };

type Controls = {
	page: { size: number; cookie: Buffer } | undefined;
	/** An unknown control that the client marked as critical. */
	unknownCritical: string | undefined;
};

export const PAGED_RESULTS = "1.2.840.113556.1.4.319";

const SEQUENCE = 0x30;
const OCTETS = 0x04;
const BOOLEAN = 0x01;
const SIMPLE = 0x80;
const CONTROLS = 0xa0;

/** The requests of RFC 4511 4.6 to 4.12 that get a fixed refusal, and the tags of their responses. */
const OTHERS = new Map<number, Pick<OtherRequest, "operation" | "responseTag">>([
	[0x66, { operation: "write", responseTag: 0x67 }], // modify
	[0x68, { operation: "write", responseTag: 0x69 }], // add
	[0x4a, { operation: "write", responseTag: 0x6b }], // delete
	[0x6c, { operation: "write", responseTag: 0x6d }], // modify DN
	[0x6e, { operation: "compare", responseTag: 0x6f }],
	[0x77, { operation: "extended", responseTag: 0x78 }],
]);

/**
 * Parses a request.
 *
 * @throws `MalformedMessageError` if it is not one
 */
export function readRequest(message: Buffer): LdapRequest {
	return readMessage(message, (reader) => {
		const end = enter(reader, SEQUENCE);
		const id = demand(reader.readInt());
		const request = readOperation(reader, id, end);
		leave(reader, end);
		return request;
	});
}

function readOperation(reader: BerReader, id: number, end: number): LdapRequest {
	const tag = demand(reader.peek());
	if (tag === 0x60) {
		const bind = readBind(reader, id);
		readControls(reader, end);
		return bind;
	}
	if (tag === 0x63) {
		const search = readSearch(reader);
		return { operation: "search", id, ...search, controls: readControls(reader, end) };
	}
	skip(reader);
	readControls(reader, end);
	if (tag === 0x42) return { operation: "unbind", id };
	if (tag === 0x50) return { operation: "abandon", id };
	const other = OTHERS.get(tag);
	if (!other) throw new MalformedMessageError("Unknown request.");
	return { ...other, id };
}

function readBind(reader: BerReader, id: number): BindRequest {
	const end = enter(reader, 0x60);
	const version = demand(reader.readInt());
	const name = demand(reader.readString());
	const isSimple = reader.peek() === SIMPLE;
	const password = isSimple ? demand(reader.readString(SIMPLE)) : undefined;
	if (!isSimple) skip(reader);
	leave(reader, end);
	return { operation: "bind", id, version, name, password };
}

function readSearch(reader: BerReader): Omit<SearchRequest, "operation" | "id" | "controls"> {
	const end = enter(reader, 0x63);
	const base = demand(reader.readString());
	const scope = (["base", "one", "sub"] as const)[demand(reader.readEnumeration())];
	demand(reader.readEnumeration()); // aliases: none exist
	const sizeLimit = demand(reader.readInt());
	demand(reader.readInt()); // time limit: everything here takes less than a second
	const typesOnly = demand(reader.readBoolean());
	const filter = readFilter(reader);
	const attributes: string[] = [];
	readEach(reader, SEQUENCE, () => attributes.push(demand(reader.readString())));
	leave(reader, end);
	return { base, scope: demand(scope), sizeLimit, typesOnly, filter, attributes };
}

function readControls(reader: BerReader, end: number): Controls {
	const controls: Controls = { page: undefined, unknownCritical: undefined };
	if (reader.offset === end) return controls;
	readEach(reader, CONTROLS, () => {
		const controlEnd = enter(reader, SEQUENCE);
		const type = demand(reader.readString());
		const isCritical = reader.peek() === BOOLEAN && demand(reader.readBoolean());
		const value = reader.offset < controlEnd ? demand(reader.readString(OCTETS, true)) : undefined;
		leave(reader, controlEnd);
		if (type === PAGED_RESULTS) controls.page = readPage(demand(value));
		else if (isCritical) controls.unknownCritical ??= type;
	});
	return controls;
}

/** The page size, and where the last page ended (RFC 2696 2). */
function readPage(value: Buffer): { size: number; cookie: Buffer } {
	const reader = new BerReader(value);
	const end = enter(reader, SEQUENCE);
	const size = demand(reader.readInt());
	const cookie = demand(reader.readString(OCTETS, true));
	leave(reader, end);
	return { size, cookie };
}
