import { type GraphRefusal, REFUSALS, unsupportedFilter } from "../graph-error.ts";
import { type PropertyTable, propertyNamed } from "../properties.ts";

/** The product asks whether a property is something, Microsoft's examples also how a text begins. */
const EQUALS = /^\s*(\w+) eq ('(?:[^']|'')*'|true|false)\s*$/;
const BEGINS = /^\s*startswith\(\s*(\w+)\s*,\s*('(?:[^']|'')*')\s*\)\s*$/;

/**
 * Reads a `$filter` of one of two shapes (Microsoft Learn, `graph/filter-query-parameter`).
 *
 * @returns the filter, or Graph's refusal of every other
 */
export function readFilter<T>(
	text: string,
	table: PropertyTable<T>,
): ((item: T) => boolean) | GraphRefusal {
	const equals = EQUALS.exec(text);
	const [, name, wanted] = equals ?? BEGINS.exec(text) ?? [];
	if (name === undefined || wanted === undefined) return REFUSALS.unreadableFilter;
	const known = propertyNamed(table, name);
	if (known === undefined) return unsupportedFilter(name);
	const value = folded(wanted.replace(/^'(.*)'$/s, "$1").replaceAll("''", "'"));
	const held = (item: T) => folded(String(table.shown[known]?.(item)));
	return equals ? (item) => held(item) === value : (item) => held(item).startsWith(value);
}

/** Text is compared whatever the case. */
const folded = (value: string) => value.toLowerCase();
