import { type Client, type Entry, type Filter, FilterParser } from "ldapts";
import { bytes, policyDn, text } from "./account-entry.ts";
import { dateFromFiletime, guidFromBytes, integer } from "./ad-values.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { readKeyWrites } from "./repl-metadata.ts";
import { OCTETS } from "./schema.ts";

/** Enough to see an attribute that only some people have, without causing load. */
const SAMPLE_SIZE = 10;

/** The attributes on which the portal's judgement is based. */
const EVIDENCE_ATTRIBUTES = [
	"pwdLastSet",
	"msDS-KeyVersionNumber",
	"replPropertyMetaData",
	"userAccountControl",
	"msDS-User-Account-Control-Computed",
	"lockoutTime",
] as const;

export type EvidenceAttribute = (typeof EVIDENCE_ATTRIBUTES)[number];

/** What the reading account can see of one person. */
export type SampleUser = {
	dn: string;
	name: string;
	samAccountName: string | undefined;
	/** The value of the object id attribute: a GUID in lower case, or whatever else it holds. */
	objectId: string | undefined;
	/** `undefined`: `pwdLastSet` cannot be read. */
	hasPassword: boolean | undefined;
	/** `msDS-KeyVersionNumber`, if readable. */
	keyVersion: number | undefined;
	/** The evidence attributes with a plausible value. */
	readable: EvidenceAttribute[];
	/** The DN of the fine-grained password policy that applies instead of the domain's own. */
	policyDn: string | undefined;
};

/**
 * Finds a few people of the managed domain: preferably with an object id and a password, else with
 * whatever is visible. The reading account itself, which can always read itself, is excluded.
 *
 * @param objectIdSyntax of the object id attribute; `undefined`: the schema does not define it
 * @throws whatever the LDAP client throws
 */
export async function readSampleUsers(
	client: Client,
	connection: DomainConnection,
	objectIdSyntax: string | undefined,
): Promise<SampleUser[]> {
	for (const filter of filters(connection.objectIdAttribute, objectIdSyntax)) {
		const found = await search(client, connection, filter);
		const others = found.filter((entry) => !isSelf(entry, connection.bindDn));
		if (others.length > 0)
			return others.map((entry) => sampleFrom(entry, connection, objectIdSyntax));
	}
	return [];
}

/** An unreadable attribute matches nothing, so each filter requires less than the one before. */
function filters(objectIdAttribute: string, objectIdSyntax: string | undefined): Filter[] {
	const people = "(objectClass=user)(!(objectClass=computer))";
	const hasObjectId = objectIdSyntax ? `(${objectIdAttribute}=*)` : undefined;
	return [
		hasObjectId && `(&${people}${hasObjectId}(pwdLastSet>=1))`,
		hasObjectId && `(&${people}${hasObjectId})`,
		`(&${people}(userPrincipalName=*)(pwdLastSet>=1))`,
		`(&${people}(userPrincipalName=*))`,
	]
		.filter((filter) => filter !== undefined)
		.map((filter) => FilterParser.parseString(filter));
}

/** The first page of results: not every server honours a size limit. */
async function search(
	client: Client,
	{ baseDn, objectIdAttribute }: DomainConnection,
	filter: Filter,
): Promise<Entry[]> {
	const pages = client.searchPaginated(baseDn, {
		scope: "sub",
		filter,
		paged: { pageSize: SAMPLE_SIZE },
		attributes: [
			...EVIDENCE_ATTRIBUTES,
			objectIdAttribute,
			"userPrincipalName",
			"sAMAccountName",
			"msDS-ResultantPSO",
		],
		explicitBufferAttributes: ["replPropertyMetaData", objectIdAttribute],
	});
	const { value } = await pages.next();
	await pages.return(undefined);
	return value?.searchEntries ?? [];
}

/** A bind accepts a distinguished name, a user principal name or `DOMAIN\name` (MS-ADTS 5.1.1.1.1). */
function isSelf(entry: Entry, bindName: string): boolean {
	const lower = bindName.toLowerCase();
	const names = [entry.dn, text(entry, "userPrincipalName"), text(entry, "sAMAccountName")].map(
		(name) => name?.toLowerCase(),
	);
	const plain = lower.replaceAll(/\s*,\s*/g, ",");
	return names.includes(plain) || names.includes(lower.split("\\").at(-1));
}

function sampleFrom(
	entry: Entry,
	{ objectIdAttribute }: DomainConnection,
	objectIdSyntax: string | undefined,
): SampleUser {
	const passwordSetAt = text(entry, "pwdLastSet");
	const keyVersion = integer(text(entry, "msDS-KeyVersionNumber"));
	return {
		dn: entry.dn,
		name: text(entry, "userPrincipalName") ?? entry.dn,
		samAccountName: text(entry, "sAMAccountName"),
		objectId: objectId(bytes(entry, objectIdAttribute), objectIdSyntax),
		hasPassword: passwordSetAt === undefined ? undefined : Boolean(dateFromFiletime(passwordSetAt)),
		keyVersion: keyVersion === undefined ? undefined : Number(keyVersion),
		readable: EVIDENCE_ATTRIBUTES.filter((name) => isReadable(entry, name)),
		policyDn: policyDn(entry),
	};
}

function isReadable(entry: Entry, attribute: EvidenceAttribute): boolean {
	const value = bytes(entry, attribute);
	if (value === undefined) return false;
	return attribute !== "replPropertyMetaData" || readKeyWrites(value) !== undefined;
}

function objectId(value: Buffer | undefined, syntax: string | undefined): string | undefined {
	if (value === undefined) return undefined;
	if (syntax !== OCTETS) return value.toString("utf8").toLowerCase();
	return value.length === 16 ? guidFromBytes(value) : `${value.length} bytes`;
}
