import { type Entry, EqualityFilter, OrFilter } from "ldapts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { now } from "#lib/server/clock/clock.ts";
import {
	ACCOUNT_ATTRIBUTES,
	accountFromEntry,
	BINARY_ATTRIBUTES,
	bytes,
	text,
} from "./account-entry.ts";
import { guidFromBytes, guidToBytes } from "./ad-values.ts";
import type { LdapSession } from "./ldap-session.ts";
import type { AccountKey } from "./managed-domain.ts";

/** The cost of a search follows the number of ids asked for; more than this many is slower again. */
export const IDS_PER_SEARCH = 100;

/** The controller's own number of the last write to an object (MS-ADTS 3.1.1.1.9). */
const LAST_WRITE = "uSNChanged";

export type SearchBase = { baseDn: string; objectIdAttribute: string };

/** What a search found; `usn` is the number of the last write, of accounts that the object id has found. */
type FoundAccount = { observation: Observation; usn: string | undefined };

/**
 * Asks one controller for many accounts: by object id, and by UPN for those that the object id does
 * not find, since an attribute that may not be read finds nothing and says nothing.
 *
 * @returns an observation for every key: `present` or `absent`
 * @throws what the client throws
 */
export async function searchAccounts(
	session: LdapSession,
	base: SearchBase,
	keys: readonly AccountKey[],
): Promise<Map<string, FoundAccount>> {
	const found = new Map<string, Entry>();
	const usns = new Map<string, string | undefined>();
	for (const some of portions(session.objectIdForm === "none" ? [] : keys)) {
		for (const entry of await search(
			session,
			base,
			some.map((key) => idFilter(session, base, key)),
		)) {
			const id = objectId(session, base, entry);
			if (!id) continue;
			found.set(id, entry);
			usns.set(id, text(entry, LAST_WRITE));
		}
	}
	for (const some of portions(keys.filter((key) => !found.has(key.id)))) {
		const byName = new Map(some.map((key) => [key.userPrincipalName.toLowerCase(), key]));
		for (const entry of await search(session, base, some.map(upnFilter))) {
			const key = byName.get((text(entry, "userPrincipalName") ?? "").toLowerCase());
			const isSomeoneElse = (objectId(session, base, entry) ?? key?.id) !== key?.id;
			if (key && !isSomeoneElse) found.set(key.id, entry);
		}
	}
	const readAt = now();
	return new Map(
		keys.map(({ id }) => {
			const entry = found.get(id);
			const observation = entry
				? seen(session, entry, readAt)
				: ({ kind: "absent", readAt } as const);
			return [id, { observation, usn: usns.get(id) }];
		}),
	);
}

/**
 * Asks one controller only for the number of the last write to each account, by object id.
 *
 * @throws what the client throws
 */
export async function searchWrites(
	session: LdapSession,
	base: SearchBase,
	keys: readonly AccountKey[],
): Promise<Map<string, string>> {
	const usns = new Map<string, string>();
	for (const some of portions(keys)) {
		const filters = some.map((key) => idFilter(session, base, key));
		const { searchEntries } = await session.client.search(base.baseDn, {
			scope: "sub",
			filter: new OrFilter({ filters }),
			attributes: [base.objectIdAttribute, LAST_WRITE],
			explicitBufferAttributes: session.objectIdForm === "octets" ? [base.objectIdAttribute] : [],
		});
		for (const entry of searchEntries) {
			const id = objectId(session, base, entry);
			const usn = text(entry, LAST_WRITE);
			if (id && usn !== undefined) usns.set(id, usn);
		}
	}
	return usns;
}

function seen(session: LdapSession, entry: Entry, readAt: Date): Observation {
	return { kind: "present", readAt, account: accountFromEntry(entry, session.lockoutMs) };
}

async function search(
	{ client, objectIdForm }: LdapSession,
	{ baseDn, objectIdAttribute }: SearchBase,
	filters: EqualityFilter[],
): Promise<Entry[]> {
	const { searchEntries } = await client.search(baseDn, {
		scope: "sub",
		filter: new OrFilter({ filters }),
		attributes: [...ACCOUNT_ATTRIBUTES, objectIdAttribute, LAST_WRITE],
		explicitBufferAttributes:
			objectIdForm === "octets" ? [...BINARY_ATTRIBUTES, objectIdAttribute] : BINARY_ATTRIBUTES,
	});
	return searchEntries;
}

/** Octets must go as bytes: in a filter's text ldapts encodes them again, and nothing is found. */
function idFilter(session: LdapSession, base: SearchBase, { id }: AccountKey): EqualityFilter {
	const value = session.objectIdForm === "octets" ? guidToBytes(id) : id;
	return new EqualityFilter({ attribute: base.objectIdAttribute, value });
}

function upnFilter({ userPrincipalName }: AccountKey): EqualityFilter {
	return new EqualityFilter({ attribute: "userPrincipalName", value: userPrincipalName });
}

function objectId(session: LdapSession, base: SearchBase, entry: Entry): string | undefined {
	if (session.objectIdForm === "octets") {
		const value = bytes(entry, base.objectIdAttribute);
		return value?.length === 16 ? guidFromBytes(value) : undefined;
	}
	return text(entry, base.objectIdAttribute)?.toLowerCase();
}

function* portions(keys: readonly AccountKey[]): Generator<readonly AccountKey[]> {
	for (let i = 0; i < keys.length; i += IDS_PER_SEARCH) yield keys.slice(i, i + IDS_PER_SEARCH);
}
