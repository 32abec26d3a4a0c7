import { type AttributeValue, comparable, order } from "./attribute-syntax.ts";
import type { Filter } from "./ldap-filter.ts";

/**
 * Whether an entry matches. An attribute that is not there matches nothing, so that `not` of it
 * matches, as the directory of a domain controller evaluates it.
 *
 * @param valuesOf the entry's values of an attribute, by its name in lower case
 */
export function matches(
	filter: Filter,
	valuesOf: (attribute: string) => readonly AttributeValue[],
): boolean {
	switch (filter.kind) {
		case "and":
			return filter.filters.every((part) => matches(part, valuesOf));
		case "or":
			return filter.filters.some((part) => matches(part, valuesOf));
		case "not":
			return !matches(filter.filter, valuesOf);
		case "present":
			return valuesOf(filter.attribute).length > 0;
		case "unsupported":
			return false;
		default:
			return valuesOf(filter.attribute).some((value) => holds(filter, value));
	}
}

type Comparison = Extract<Filter, { kind: "one-of" | "at-least" | "at-most" }>;

function holds(filter: Comparison, value: AttributeValue): boolean {
	const held = comparable(filter.attribute, value);
	if (held === undefined) return false;
	if (filter.kind === "one-of") return filter.values.has(held);
	if (filter.value === undefined) return false;
	const difference = order(filter.attribute, held, filter.value);
	return filter.kind === "at-least" ? difference >= 0 : difference <= 0;
}

/** Whether any part of a filter is of a kind that is not practised here. */
export function isUnsupported(filter: Filter): boolean {
	if (filter.kind === "and" || filter.kind === "or") return filter.filters.some(isUnsupported);
	return filter.kind === "not" ? isUnsupported(filter.filter) : filter.kind === "unsupported";
}
