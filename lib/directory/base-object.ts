import type { Client, Entry } from "ldapts";

/** Reads one object by its DN; the DN of the root DSE is empty. @throws whatever the LDAP client throws */
export async function baseObject(
	client: Client,
	dn: string,
	attributes: string[],
): Promise<Entry | undefined> {
	const { searchEntries } = await client.search(dn, { scope: "base", attributes });
	return searchEntries[0];
}
