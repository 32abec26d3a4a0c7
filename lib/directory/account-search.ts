import { type Entry, EqualityFilter, OrFilter } from "ldapts";
import { now } from "#lib/clock/clock.ts";
import type { LockoutRules, Observation } from "#lib/core/readiness/observation.ts";
import {
	ACCOUNT_ATTRIBUTES,
	accountFromEntry,
	BINARY_ATTRIBUTES,
	bytes,
	policyDn,
	text,
} from "./account-entry.ts";
import { guidFromBytes, guidToBytes } from "./ad-values.ts";
import { domainDn, type LdapSession } from "./ldap-session.ts";
import type { AccountKey } from "./managed-domain.ts";

/** The cost of a search is mostly the accounts it returns; with more ids than this the lookup itself begins to count. */
export const IDS_PER_SEARCH = 200;

/** The controller's own USN of the last write to an object (MS-ADTS 3.1.1.1.9). */
const LAST_WRITE = "uSNChanged";

/** How accounts are found and interpreted. */
export type SearchRules = {
	/** The domain of this base is searched as a whole: an account moved out of the base is not absent. */
	baseDn: string;
	objectIdAttribute: string;
	/** The configured rules, for accounts whose own policy cannot be read. */
	lockoutRules: LockoutRules | undefined;
};

/** A search result; `usn` is the last write's, if the object id alone found the account. */
type FoundAccount = { observation: Observation; usn: string | undefined };

/**
 * Searches one controller for accounts: by object id, then by UPN for those not found, since a filter
 * on an unreadable attribute silently matches nothing.
 *
 * @returns an observation for every key: `present`, `absent` or `twins`
 * @throws whatever the LDAP client throws
 */
export async function searchAccounts(
	session: LdapSession,
	rules: SearchRules,
	keys: readonly AccountKey[],
): Promise<Map<string, FoundAccount>> {
	const byId = await foundById(session, rules, keys);
	const byName = await foundByName(
		session,
		rules,
		keys.filter(({ id }) => !byId.has(id)),
	);
	const entries = [...byId.values(), ...byName.values()].flat();
	const policies = new Set(entries.map(policyDn).filter((dn) => dn !== undefined));
	const policyRules = await session.policies(session.client, policies);
	const readAt = now();
	const source = session.source();
	const seen = (entry: Entry): Observation => ({
		kind: "present",
		readAt,
		source,
		account: accountFromEntry(entry, {
			lockoutRules: policyRules(policyDn(entry)) ?? rules.lockoutRules,
			clock: source.clock,
		}),
	});
	return new Map(
		keys.map((key): [string, FoundAccount] => {
			const some = byId.get(key.id) ?? byName.get(key.id) ?? [];
			if (some.length === 0)
				return [key.id, { observation: { kind: "absent", readAt, source }, usn: undefined }];
			const entry = own(some, key);
			if (!entry)
				return [key.id, { observation: { kind: "twins", readAt, source }, usn: undefined }];
			const usn = byId.get(key.id)?.length === 1 ? text(entry, LAST_WRITE) : undefined;
			return [key.id, { observation: seen(entry), usn }];
		}),
	);
}

/** The one of several accounts that has the person's user name; `undefined` if not exactly one does. */
function own(entries: readonly Entry[], key: AccountKey): Entry | undefined {
	if (entries.length === 1) return entries[0];
	const [entry, ...more] = entries.filter((one) => nameOf(one) === nameOfKey(key));
	return more.length === 0 ? entry : undefined;
}

/** Accounts by object id, which a directory does not guarantee to be unique. */
async function foundById(
	session: LdapSession,
	rules: SearchRules,
	keys: readonly AccountKey[],
): Promise<Map<string, Entry[]>> {
	const found = new Map<string, Entry[]>();
	for (const some of portions(session.objectIdForm === "none" ? [] : keys)) {
		const filters = some.map((key) => idFilter(session, rules, key));
		for (const entry of await search(session, rules, filters)) {
			const id = objectId(session, rules, entry);
			if (id) found.set(id, [...(found.get(id) ?? []), entry]);
		}
	}
	return found;
}

/** Accounts by user name. One with another object id belongs to somebody else who now has the name. */
async function foundByName(
	session: LdapSession,
	rules: SearchRules,
	keys: readonly AccountKey[],
): Promise<Map<string, Entry[]>> {
	const found = new Map<string, Entry[]>();
	for (const some of portions(keys)) {
		const ids = new Map(some.map((key) => [nameOfKey(key), key.id]));
		for (const entry of await search(session, rules, some.map(upnFilter))) {
			const id = ids.get(nameOf(entry) ?? "");
			if (!id || (objectId(session, rules, entry) ?? id) !== id) continue;
			found.set(id, [...(found.get(id) ?? []), entry]);
		}
	}
	return found;
}

/**
 * Reads only the USN of the last write to each account from one controller, by object id. An object
 * id shared by several accounts has none.
 *
 * @throws whatever the LDAP client throws
 */
export async function searchWrites(
	session: LdapSession,
	rules: SearchRules,
	keys: readonly AccountKey[],
): Promise<Map<string, string | undefined>> {
	const usns = new Map<string, string | undefined>();
	for (const some of portions(keys)) {
		const filters = some.map((key) => idFilter(session, rules, key));
		const { searchEntries } = await session.client.search(domainDn(rules.baseDn), {
			scope: "sub",
			filter: new OrFilter({ filters }),
			attributes: [rules.objectIdAttribute, LAST_WRITE],
			explicitBufferAttributes: session.objectIdForm === "octets" ? [rules.objectIdAttribute] : [],
		});
		for (const entry of searchEntries) {
			const id = objectId(session, rules, entry);
			if (id) usns.set(id, usns.has(id) ? undefined : text(entry, LAST_WRITE));
		}
	}
	return usns;
}

/**
 * Searches one controller for accounts written after one of its USNs.
 *
 * @returns object ids and user names in lower case, including those of unrelated accounts
 * @throws whatever the LDAP client throws
 */
export async function searchWrittenSince(
	session: Pick<LdapSession, "client" | "objectIdForm">,
	rules: Pick<SearchRules, "baseDn" | "objectIdAttribute">,
	usn: bigint,
): Promise<Set<string>> {
	const { searchEntries } = await session.client.search(domainDn(rules.baseDn), {
		scope: "sub",
		// LDAP has no "greater than" filter (RFC 4511 4.5.1.7).
		filter: `(&(objectClass=user)(${LAST_WRITE}>=${usn + 1n}))`,
		attributes: [rules.objectIdAttribute, "userPrincipalName"],
		explicitBufferAttributes: session.objectIdForm === "octets" ? [rules.objectIdAttribute] : [],
		paged: true,
	});
	const written = searchEntries.flatMap((entry) => [
		objectId(session, rules, entry),
		nameOf(entry),
	]);
	return new Set(written.filter((one) => one !== undefined));
}

async function search(
	{ client, objectIdForm }: LdapSession,
	{ baseDn, objectIdAttribute }: SearchRules,
	filters: EqualityFilter[],
): Promise<Entry[]> {
	const { searchEntries } = await client.search(domainDn(baseDn), {
		scope: "sub",
		filter: new OrFilter({ filters }),
		attributes: [...ACCOUNT_ATTRIBUTES, objectIdAttribute, LAST_WRITE],
		explicitBufferAttributes:
			objectIdForm === "octets" ? [...BINARY_ATTRIBUTES, objectIdAttribute] : BINARY_ATTRIBUTES,
	});
	return searchEntries;
}

/**
 * Octet strings must be passed as bytes: ldapts would encode a filter's text again, which matches
 * nothing.
 */
function idFilter(session: LdapSession, rules: SearchRules, { id }: AccountKey): EqualityFilter {
	const value = session.objectIdForm === "octets" ? guidToBytes(id) : id;
	return new EqualityFilter({ attribute: rules.objectIdAttribute, value });
}

function upnFilter({ userPrincipalName }: AccountKey): EqualityFilter {
	return new EqualityFilter({ attribute: "userPrincipalName", value: userPrincipalName });
}

function nameOf(entry: Entry): string | undefined {
	return text(entry, "userPrincipalName")?.toLowerCase();
}

function nameOfKey({ userPrincipalName }: AccountKey): string {
	return userPrincipalName.toLowerCase();
}

function objectId(
	{ objectIdForm }: Pick<LdapSession, "objectIdForm">,
	rules: Pick<SearchRules, "objectIdAttribute">,
	entry: Entry,
): string | undefined {
	if (objectIdForm === "octets") {
		const value = bytes(entry, rules.objectIdAttribute);
		return value?.length === 16 ? guidFromBytes(value) : undefined;
	}
	return text(entry, rules.objectIdAttribute)?.toLowerCase();
}

function* portions(keys: readonly AccountKey[]): Generator<readonly AccountKey[]> {
	for (let i = 0; i < keys.length; i += IDS_PER_SEARCH) yield keys.slice(i, i + IDS_PER_SEARCH);
}
