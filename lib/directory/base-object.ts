import type { Client, Entry } from "ldapts";

/** Reads one object by its name; the name of the root is empty. @throws what the client throws */
export async function baseObject(
	client: Client,
	dn: string,
	attributes: string[],
): Promise<Entry | undefined> {
	const { searchEntries } = await client.search(dn, { scope: "base", attributes });
	return searchEntries[0];
}
