import { type Client, type Entry, EqualityFilter, OrFilter } from "ldapts";
import { text } from "./account-entry.ts";
import { dateFromFiletime, integer } from "./ad-values.ts";
import { baseObject } from "./base-object.ts";

/** When the reading account's own password expires; `undefined`: unreadable. */
export type ReaderPassword = Date | "never" | undefined;

const EXPIRY = "msDS-UserPasswordExpiryTimeComputed";
const CONTROL = "userAccountControl";
/** MS-ADTS 2.2.16. */
const PASSWORD_NEVER_EXPIRES = 0x1_0000n;

/**
 * Reads when the portal's own password expires, by the policy that applies to its account.
 *
 * @param base the DN of the domain that the controller serves
 * @throws whatever the LDAP client throws
 */
export async function readReaderPassword(
	client: Client,
	bindName: string,
	base: string,
): Promise<ReaderPassword> {
	const entry = await ownEntry(client, bindName, base);
	const control = entry && integer(text(entry, CONTROL));
	if (control !== undefined && (control & PASSWORD_NEVER_EXPIRES) !== 0n) return "never";
	const value = entry && integer(text(entry, EXPIRY));
	if (value === undefined || value === 0n) return undefined;
	return dateFromFiletime(String(value)) ?? "never";
}

/** A bind accepts a distinguished name, a user principal name or `DOMAIN\\name` (MS-ADTS 5.1.1.1.1). */
async function ownEntry(
	client: Client,
	bindName: string,
	base: string,
): Promise<Entry | undefined> {
	if (/^\w+=/.test(bindName)) return await baseObject(client, bindName, [EXPIRY, CONTROL]);
	const filter = new OrFilter({
		filters: [
			new EqualityFilter({ attribute: "userPrincipalName", value: bindName }),
			new EqualityFilter({
				attribute: "sAMAccountName",
				// The last part of `DOMAIN\\name`, the first part of a Kerberos principal.
				value: bindName.split("\\").at(-1)?.split("@")[0] ?? bindName,
			}),
		],
	});
	const { searchEntries } = await client.search(base, {
		scope: "sub",
		filter,
		attributes: [EXPIRY, CONTROL],
	});
	return searchEntries[0];
}
