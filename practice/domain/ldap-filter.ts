import type { BerReader } from "ldapts";
import { comparable } from "./attribute-syntax.ts";
import { demand, enter, readEach } from "./ldap-ber.ts";

/**
 * A search filter (RFC 4511 4.5.1.7), of the kinds that the portal sends. Attribute names in lower case,
 * values as `comparable`.
 */
export type Filter =
	| { kind: "and" | "or"; filters: Filter[] }
	| { kind: "not"; filter: Filter }
	| { kind: "present"; attribute: string }
	/** Equality, or an OR of equalities on one attribute: a portal looks up a hundred people at once. */
	| { kind: "one-of"; attribute: string; values: Set<string> }
	/** Of numbers. */
	| { kind: "at-least"; attribute: string; value: string };

const TAG = {
	and: 0xa0,
	or: 0xa1,
	not: 0xa2,
	equality: 0xa3,
	atLeast: 0xa5,
	present: 0x87,
} as const;

const OCTETS = 0x04;

/** Parses the filter of a search request. @throws when it is of another kind */
export function readFilter(reader: BerReader): Filter {
	const tag = reader.peek();
	switch (tag) {
		case TAG.and:
			return { kind: "and", filters: readFilters(reader, tag) };
		case TAG.or:
			return { kind: "or", filters: mergeEqualities(readFilters(reader, tag)) };
		case TAG.not:
			enter(reader, tag);
			return { kind: "not", filter: readFilter(reader) };
		case TAG.present:
			return { kind: "present", attribute: demand(reader.readString(tag)).toLowerCase() };
		case TAG.equality: {
			const { attribute, value } = readComparison(reader);
			return { kind: "one-of", attribute, values: new Set(value === undefined ? [] : [value]) };
		}
		case TAG.atLeast: {
			const { attribute, value } = readComparison(reader);
			return { kind: "at-least", attribute, value: demand(value) };
		}
		default:
			throw new Error(`The portal sends no filter of the kind ${tag}.`);
	}
}

function readFilters(reader: BerReader, tag: number): Filter[] {
	const filters: Filter[] = [];
	readEach(reader, tag, () => filters.push(readFilter(reader)));
	return filters;
}

function readComparison(reader: BerReader) {
	enter(reader);
	const attribute = demand(reader.readString()).toLowerCase();
	const value = comparable(attribute, demand(reader.readString(OCTETS, true)));
	return { attribute, value };
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
