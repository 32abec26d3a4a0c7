import { comparable } from "./attribute-syntax.ts";
import { type Entry, storedValues } from "./directory-entry.ts";

/** Indexed attributes, as in a domain controller. */
const INDEXED = [
	"msds-aadobjectid",
	"msds-azureadobjectid",
	"userprincipalname",
	"samaccountname",
	"objectguid",
] as const;

type Index = Map<string, readonly string[]>;

/** The keys of entries by the values of indexed attributes; entries may share a value. */
export class AttributeIndexes {
	readonly #indexes: ReadonlyMap<string, Index>;

	constructor(indexes: Iterable<[string, Index]> = INDEXED.map((name) => [name, new Map()])) {
		this.#indexes = new Map(indexes);
	}

	copy(): AttributeIndexes {
		return new AttributeIndexes([...this.#indexes].map(([name, index]) => [name, new Map(index)]));
	}

	has(attribute: string): boolean {
		return this.#indexes.has(attribute);
	}

	/** Keys of the entries with this value, in the form of `comparable`. */
	find(attribute: string, value: string): readonly string[] {
		return this.#indexes.get(attribute)?.get(value) ?? [];
	}

	add(entry: Entry): void {
		for (const [index, value] of this.#valuesOf(entry)) {
			index.set(value, [...(index.get(value) ?? []), entry.key]);
		}
	}

	remove(entry: Entry): void {
		for (const [index, value] of this.#valuesOf(entry)) {
			const others = (index.get(value) ?? []).filter((key) => key !== entry.key);
			if (others.length > 0) index.set(value, others);
			else index.delete(value);
		}
	}

	*#valuesOf(entry: Entry): Iterable<[Index, string]> {
		for (const [attribute, index] of this.#indexes) {
			for (const stored of storedValues(entry, attribute)) {
				const value = comparable(attribute, stored);
				if (value !== undefined) yield [index, value];
			}
		}
	}
}
