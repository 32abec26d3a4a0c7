import { type Client, EqualityFilter, OrFilter } from "ldapts";
import { text } from "./account-entry.ts";
import { integer } from "./ad-values.ts";

/** Attribute syntaxes of Active Directory (MS-ADTS 3.1.1.2.2.2). */
export const UNICODE = "2.5.5.12";
export const OCTETS = "2.5.5.10";

/** Bit 0 of `searchFlags`: the attribute has an index (MS-ADTS 2.2.10). */
const INDEXED = 1n;

/** How a domain's schema defines an attribute. */
export type AttributeDefinition = {
	name: string;
	syntax: string | undefined;
	isIndexed: boolean;
};

/**
 * Finds attributes in a domain's schema by name; undefined ones are left out.
 *
 * @throws whatever the LDAP client throws
 */
export async function attributeDefinitions(
	client: Client,
	schemaDn: string,
	names: readonly string[],
): Promise<AttributeDefinition[]> {
	const filters = names.map((value) => new EqualityFilter({ attribute: "lDAPDisplayName", value }));
	const { searchEntries } = await client.search(schemaDn, {
		scope: "sub",
		filter: new OrFilter({ filters }),
		attributes: ["lDAPDisplayName", "attributeSyntax", "searchFlags"],
	});
	return searchEntries.map((entry) => ({
		name: text(entry, "lDAPDisplayName") ?? "",
		syntax: text(entry, "attributeSyntax"),
		isIndexed: ((integer(text(entry, "searchFlags")) ?? 0n) & INDEXED) !== 0n,
	}));
}
