import type { BerReader } from "ldapts";
import { comparable } from "./attribute-syntax.ts";
import { demand, enter, leave, MalformedMessageError, readEach, skip } from "./ldap-ber.ts";

/** A search filter (RFC 4511 4.5.1.7). Attribute names in lower case, values as `comparable`. */
export type Filter =
	| { kind: "and" | "or"; filters: Filter[] }
	| { kind: "not"; filter: Filter }
	| { kind: "present"; attribute: string }
	/** Equality, or an OR of equalities on one attribute: a portal looks up a hundred people at once. */
	| { kind: "one-of"; attribute: string; values: Set<string> }
	| { kind: "at-least" | "at-most"; attribute: string; value: string | undefined }
	/** Substrings, approximate matches and matching rules are not supported here. */
	| { kind: "unsupported" };

const TAG = {
	and: 0xa0,
	or: 0xa1,
	not: 0xa2,
	equality: 0xa3,
	substrings: 0xa4,
	atLeast: 0xa5,
	atMost: 0xa6,
	present: 0x87,
	approximate: 0xa8,
	extensible: 0xa9,
} as const;

const OCTETS = 0x04;
/** Deeper filters are an attempt to overflow the stack. */
const MAX_DEPTH = 32;

/** Parses the filter of a search request. */
export function readFilter(reader: BerReader, depth = 0): Filter {
	if (depth > MAX_DEPTH) throw new MalformedMessageError("A filter is nested too deeply.");
	const tag = demand(reader.peek());
	switch (tag) {
		case TAG.and:
			return { kind: "and", filters: readFilters(reader, tag, depth) };
		case TAG.or:
			return { kind: "or", filters: mergeEqualities(readFilters(reader, tag, depth)) };
		case TAG.not: {
			const end = enter(reader, tag);
			const filter = readFilter(reader, depth + 1);
			leave(reader, end);
			return { kind: "not", filter };
		}
		case TAG.present:
			return { kind: "present", attribute: demand(reader.readString(tag)).toLowerCase() };
		case TAG.equality:
		case TAG.atLeast:
		case TAG.atMost:
			return readComparison(reader, tag);
		case TAG.substrings:
		case TAG.approximate:
		case TAG.extensible:
			skip(reader);
			return { kind: "unsupported" };
		default:
			throw new MalformedMessageError("There is no such filter.");
	}
}

function readFilters(reader: BerReader, tag: number, depth: number): Filter[] {
	const filters: Filter[] = [];
	readEach(reader, tag, () => filters.push(readFilter(reader, depth + 1)));
	return filters;
}

function readComparison(reader: BerReader, tag: number): Filter {
	const end = enter(reader, tag);
	const attribute = demand(reader.readString()).toLowerCase();
	const value = comparable(attribute, demand(reader.readString(OCTETS, true)));
	leave(reader, end);
	if (tag !== TAG.equality) {
		return { kind: tag === TAG.atLeast ? "at-least" : "at-most", attribute, value };
	}
	return { kind: "one-of", attribute, values: new Set(value === undefined ? [] : [value]) };
}

function mergeEqualities(filters: Filter[]): Filter[] {
	const firsts = new Map<string, Extract<Filter, { kind: "one-of" }>>();
	return filters.filter((filter) => {
		if (filter.kind !== "one-of") return true;
		const first = firsts.get(filter.attribute);
		if (!first) firsts.set(filter.attribute, filter);
		for (const value of filter.values) first?.values.add(value);
		return !first;
	});
}
