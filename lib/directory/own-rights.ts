import { type BerWriter, type Client, Control, type Entry, EqualityFilter, OrFilter } from "ldapts";
import { bytes, text } from "./account-entry.ts";
import { integer } from "./ad-values.ts";
import { domainDn } from "./ldap-session.ts";
import { type GrantedRight, grantedRights } from "./security-descriptor.ts";
import { sidFromBytes } from "./sid.ts";

/** A group that the caller is in, directly or through another group. */
export type Group = { sid: string; name: string };

/** The caller's rights on one object. Nothing is tried: the controller computes them. */
export type ObjectRights = {
	dn: string;
	/** `allowedAttributesEffective`: writable attributes (MS-ADTS 3.1.1.4.5.26). */
	writableAttributes: string[];
	/** `allowedChildClassesEffective`: classes that can be created below it (MS-ADTS 3.1.1.4.5.24). */
	creatableClasses: string[];
	/**
	 * `sDRightsEffective`: which parts of the security descriptor are writable, 0 for none;
	 * `undefined`: not shown.
	 */
	securityRights: number | undefined;
	/** Rights that only the security descriptor shows; empty if it cannot be read. */
	granted: GrantedRight[];
};

/** The reading account's identity and rights. */
export type OwnRights = {
	/** `undefined`: the controller does not show them. */
	groups: Group[] | undefined;
	objects: ObjectRights[];
};

/** Everybody who has signed in has these (MS-DTYP 2.4.2.4: Everyone, Authenticated Users). */
const EVERYBODY = ["S-1-1-0", "S-1-5-11"];

/**
 * Reads the caller's rights from one controller.
 *
 * @param dns DNs of the objects to check
 * @throws whatever the LDAP client throws
 */
export async function readOwnRights(client: Client, dns: readonly string[]): Promise<OwnRights> {
	const sids = await ownSids(client);
	const identities = new Set([...(sids ?? []), ...EVERYBODY]);
	const objects: ObjectRights[] = [];
	for (const dn of new Set(dns)) objects.push(await objectRights(client, dn, identities));
	const [first] = dns;
	const groups = sids && first ? await groupsOf(client, domainDn(first), sids) : undefined;
	return { groups, objects };
}

/** The reading account's SIDs, including nested groups (MS-ADTS 3.1.1.3.2, `tokenGroups` of the root DSE). */
async function ownSids(client: Client): Promise<string[] | undefined> {
	const { searchEntries } = await client.search("", {
		scope: "base",
		attributes: ["tokenGroups"],
		explicitBufferAttributes: ["tokenGroups"],
	});
	const value = searchEntries[0]?.tokenGroups;
	if (value === undefined) return undefined;
	const sids = (Array.isArray(value) ? value : [value])
		.filter((one) => Buffer.isBuffer(one))
		.map(sidFromBytes)
		.filter((sid) => sid !== undefined);
	return sids.length > 0 ? sids : undefined;
}

async function groupsOf(client: Client, base: string, sids: readonly string[]): Promise<Group[]> {
	const filters = sids.map((value) => new EqualityFilter({ attribute: "objectSid", value }));
	const { searchEntries } = await client.search(base, {
		scope: "sub",
		filter: new OrFilter({ filters }),
		attributes: ["objectSid", "sAMAccountName", "groupType"],
		explicitBufferAttributes: ["objectSid"],
	});
	const names = new Map(searchEntries.map((entry) => [sidOf(entry), entry]));
	return sids.flatMap((sid) => {
		const entry = names.get(sid);
		const isNoGroup = entry && text(entry, "groupType") === undefined;
		return isNoGroup ? [] : [{ sid, name: (entry && text(entry, "sAMAccountName")) ?? sid }];
	});
}

function sidOf(entry: Entry): string | undefined {
	const value = bytes(entry, "objectSid");
	return value && sidFromBytes(value);
}

async function objectRights(
	client: Client,
	dn: string,
	identities: ReadonlySet<string>,
): Promise<ObjectRights> {
	const options = {
		scope: "base" as const,
		attributes: [
			"allowedAttributesEffective",
			"allowedChildClassesEffective",
			"sDRightsEffective",
			"nTSecurityDescriptor",
		],
		explicitBufferAttributes: ["nTSecurityDescriptor"],
	};
	const { searchEntries } = await client.search(dn, options, new DescriptorParts());
	const entry = searchEntries[0] ?? { dn };
	const rights = integer(text(entry, "sDRightsEffective"));
	const descriptor = bytes(entry, "nTSecurityDescriptor");
	return {
		dn,
		writableAttributes: values(entry, "allowedAttributesEffective"),
		creatableClasses: values(entry, "allowedChildClassesEffective"),
		securityRights: rights === undefined ? undefined : Number(rights),
		granted: descriptor ? grantedRights(descriptor, identities) : [],
	};
}

function values(entry: Entry, attribute: string): string[] {
	const value = entry[attribute];
	return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
}

/**
 * Requests only the DACL (MS-ADTS 3.1.1.3.4.1.11, LDAP_SERVER_SD_FLAGS_OID): if it included the
 * SACL, which only auditors may read, an ordinary user would get nothing.
 */
class DescriptorParts extends Control {
	constructor() {
		super("1.2.840.113556.1.4.801");
	}
	override writeControl(writer: BerWriter): void {
		const dacl = Buffer.from([0x30, 0x03, 0x02, 0x01, 0x04]);
		writer.writeBuffer(dacl, 0x04);
	}
}
