import { type GraphRefusal, unknownProperty } from "./graph-error.ts";

/** The value of a property; null for those not simulated. */
type Shown<T> = (item: T) => unknown;

/**
 * How the properties of a Graph type are shown, typed by Microsoft's own types: an unknown name, or a value of
 * another type, does not compile.
 */
export type ShownAs<T, Entity> = { readonly [Name in keyof Entity]?: (item: T) => Entity[Name] };

/** The properties of a Graph type. */
export type PropertyTable<T> = {
	/** The type's name, such as `user`. */
	readonly type: string;
	/** Everything returned without `$select`. */
	readonly defaults: readonly string[];
	readonly shown: Readonly<Record<string, Shown<T>>>;
};

/** Null: for properties that are not simulated. */
export const nothing = () => null;
export const empty = () => [];

/** The property's canonical spelling, or undefined if the type does not have it. */
export function propertyNamed<T>({ shown }: PropertyTable<T>, name: string): string | undefined {
	const wanted = name.trim().toLowerCase();
	return Object.keys(shown).find((known) => known.toLowerCase() === wanted);
}

/** @returns the names in a `$select`, which Graph reads case-insensitively. */
export function selectedProperties<T>(
	table: PropertyTable<T>,
	select: string | null,
): readonly string[] | GraphRefusal {
	const wanted = select?.split(",").filter((name) => name.trim() !== "");
	if (wanted === undefined || wanted.length === 0) return table.defaults;
	const names = wanted.map((name) => propertyNamed(table, name));
	const strange = wanted.find((_, index) => names[index] === undefined);
	if (strange !== undefined) return unknownProperty(strange.trim(), table.type);
	return names.filter((name) => name !== undefined);
}

/** Returns exactly these properties, as Graph does. */
export function show<T>(
	{ shown }: PropertyTable<T>,
	item: T,
	properties: readonly string[],
): Record<string, unknown> {
	return Object.fromEntries(properties.map((name) => [name, shown[name]?.(item)]));
}
