import { type GraphRefusal, unknownProperty } from "./graph-error.ts";

/** What a property shows of something; null for those that the practice does not keep. */
type Shown<T> = (item: T) => unknown;

/**
 * How properties of one of Graph's types are shown, held to Microsoft's own types: a name that Graph does
 * not have, or a value of another type, does not compile.
 */
export type ShownAs<T, Entity> = { readonly [Name in keyof Entity]?: (item: T) => Entity[Name] };

/** The properties of one of Graph's types. */
export type PropertyTable<T> = {
	/** The type's name, such as `user`. */
	readonly type: string;
	/** All that comes without `$select`. */
	readonly defaults: readonly string[];
	readonly shown: Readonly<Record<string, Shown<T>>>;
};

/** Shows nothing: for properties that the practice does not keep. */
export const nothing = () => null;
export const empty = () => [];

/** The property's proper spelling, or undefined when the type has none of that name. */
export function propertyNamed<T>({ shown }: PropertyTable<T>, name: string): string | undefined {
	const wanted = name.trim().toLowerCase();
	return Object.keys(shown).find((known) => known.toLowerCase() === wanted);
}

/** @returns the names that a `$select` asks for; Graph takes them in any case of letters. */
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

/** Something as Graph shows it: these properties and no others. */
export function show<T>(
	{ shown }: PropertyTable<T>,
	item: T,
	properties: readonly string[],
): Record<string, unknown> {
	return Object.fromEntries(properties.map((name) => [name, shown[name]?.(item)]));
}
