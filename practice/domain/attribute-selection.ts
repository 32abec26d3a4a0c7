import type { Attribute } from "./attribute-syntax.ts";
import { type Entry, readAttribute, storedNames } from "./directory-entry.ts";
import type { SearchRequest } from "./ldap-requests.ts";
import type { LockoutPolicy } from "./stand-in.ts";

/**
 * Makes the function that picks from each entry what a search asked for: all stored attributes for
 * none or "*", none for "1.1", else those named (RFC 4511 4.5.1.8). One that is not there or that
 * may not be read is left out without a word.
 *
 * @param hidden attributes that may not be read, in lower case
 */
export function attributeSelection(
	{ attributes, typesOnly }: Pick<SearchRequest, "attributes" | "typesOnly">,
	{ hidden, at, lockout }: { hidden: ReadonlySet<string>; at: Date; lockout: LockoutPolicy },
): (entry: Pick<Entry, "body">) => Attribute[] {
	const asked = new Set(attributes.map((name) => name.toLowerCase()));
	const isAll = attributes.length === 0 || asked.delete("*");
	return (entry) => {
		const selected: Attribute[] = [];
		for (const name of isAll ? new Set([...storedNames(entry), ...asked]) : asked) {
			const attribute = hidden.has(name) ? undefined : readAttribute(entry, name, { at, lockout });
			if (attribute) selected.push(typesOnly ? { ...attribute, values: [] } : attribute);
		}
		return selected;
	};
}
