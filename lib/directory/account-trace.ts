import { type Client, type Entry, EqualityFilter, OrFilter } from "ldapts";
import type { DirectoryAccount } from "#lib/core/readiness/observation.ts";
import { accountFromEntry, bytes, text } from "./account-entry.ts";
import {
	dateFromFiletime,
	dateFromGeneralizedTime,
	guidFromBytes,
	guidToBytes,
} from "./ad-values.ts";
import { baseObject } from "./base-object.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { bindLdap, closeQuietly, domainDn } from "./ldap-session.ts";
import { readAttributeWrites } from "./repl-metadata.ts";

/** Everything that one controller shows of one account, each value as text that can be compared and read. */
export type AccountTrace = {
	controllerTime: Date | undefined;
	/**
	 * By attribute; an attribute's writes are called `replPropertyMetaData unicodePwd`. `undefined`:
	 * absent.
	 */
	values: ReadonlyMap<string, string> | undefined;
	/** The same, interpreted as the portal does. */
	account: DirectoryAccount | undefined;
};

/** One open connection that reads one account repeatedly. */
export type TraceReader = {
	controllerName: string;
	/** @throws whatever the LDAP client throws */
	read(): Promise<AccountTrace>;
	close(): Promise<void>;
};

const TIMES = [
	"pwdLastSet",
	"lockoutTime",
	"badPasswordTime",
	"accountExpires",
	"msDS-UserPasswordExpiryTimeComputed",
];
const PLAIN = [
	"distinguishedName",
	"userPrincipalName",
	"sAMAccountName",
	"msDS-KeyVersionNumber",
	"userAccountControl",
	"msDS-User-Account-Control-Computed",
	"badPwdCount",
	"msDS-ResultantPSO",
	"uSNChanged",
];
const BINARY = ["objectGUID", "replPropertyMetaData"];

/** How an account is found: by name and, once seen, also by its GUID, so that a rename does not lose it. */
export type TracedAccount = { userPrincipalName: string; guid?: string | undefined };

/**
 * Opens a connection to one controller to trace one account.
 *
 * @param account receives the GUID once it was seen
 * @throws whatever the LDAP client throws
 */
export async function openAccountTrace(
	connection: DomainConnection,
	url: string,
	account: TracedAccount,
): Promise<TraceReader> {
	const client = await bindLdap(connection, url);
	try {
		const root = await baseObject(client, "", ["dnsHostName"]);
		return {
			controllerName: (root && text(root, "dnsHostName")) ?? new URL(url).host,
			async read() {
				const controllerTime = await currentTime(client);
				const found = await search(client, connection.baseDn, account);
				const entry = found.find((one) => guidOf(one) === account.guid) ?? found[0];
				account.guid = (entry && guidOf(entry)) ?? account.guid;
				const context = { lockoutRules: undefined, clock: controllerTime };
				return {
					controllerTime,
					values: entry && describe(entry),
					account: entry && accountFromEntry(entry, context),
				};
			},
			close: () => closeQuietly(client),
		};
	} catch (error) {
		await closeQuietly(client);
		throw error;
	}
}

async function currentTime(client: Client): Promise<Date | undefined> {
	const root = await baseObject(client, "", ["currentTime"]);
	return root && dateFromGeneralizedTime(text(root, "currentTime"));
}

async function search(
	client: Client,
	baseDn: string,
	{ userPrincipalName, guid }: TracedAccount,
): Promise<Entry[]> {
	const byName = new EqualityFilter({ attribute: "userPrincipalName", value: userPrincipalName });
	const byGuid = guid && new EqualityFilter({ attribute: "objectGUID", value: guidToBytes(guid) });
	const { searchEntries } = await client.search(domainDn(baseDn), {
		scope: "sub",
		filter: byGuid ? new OrFilter({ filters: [byName, byGuid] }) : byName,
		attributes: [...PLAIN, ...TIMES, "whenChanged", "whenCreated", ...BINARY],
		explicitBufferAttributes: BINARY,
	});
	return searchEntries;
}

function guidOf(entry: Entry): string | undefined {
	const value = bytes(entry, "objectGUID");
	return value && guidFromBytes(value);
}

function describe(entry: Entry): Map<string, string> {
	const values = new Map<string, string>();
	const guid = guidOf(entry);
	if (guid) values.set("objectGUID", guid);
	for (const name of PLAIN) {
		const value = text(entry, name);
		if (value !== undefined) values.set(name, value);
	}
	for (const name of TIMES) {
		const value = text(entry, name);
		if (value !== undefined) values.set(name, timeInWords(value));
	}
	const changedAt = dateFromGeneralizedTime(text(entry, "whenChanged"));
	if (changedAt) values.set("whenChanged", inSeconds(changedAt));
	const metadata = bytes(entry, "replPropertyMetaData");
	for (const [id, { version, writtenAt }] of (metadata && readAttributeWrites(metadata)) ?? []) {
		const words = `version ${version}, ${inSeconds(writtenAt)}`;
		values.set(`replPropertyMetaData ${attributeName(id)}`, words);
	}
	return values;
}

function timeInWords(filetime: string): string {
	if (filetime === "0") return "0";
	return dateFromFiletime(filetime)?.toISOString() ?? "never";
}

function inSeconds(date: Date): string {
	return date.toISOString().replace(".000Z", "Z");
}

/**
 * Attribute ids of the default prefix table of every Active Directory (MS-ADTS 3.1.1.1.6): 9 is
 * 1.2.840.113556.1.4, 0 is 2.5.4 and 2 is 1.2.840.113556.1.2, followed by the last arc of the OID
 * (MS-ADA1 to 3).
 */
const NAMES = new Map([
	[0x0, "objectClass"],
	[0x3, "cn"],
	[0xd, "description"],
	[0x2000d, "displayName"],
	[0x20001, "instanceType"],
	[0x20002, "whenCreated"],
	[0x20119, "nTSecurityDescriptor"],
	[0x90001, "name"],
	[0x90008, "userAccountControl"],
	[0x90010, "codePage"],
	[0x90019, "countryCode"],
	[0x90037, "dBCSPwd"],
	[0x90040, "logonHours"],
	[0x9005a, "unicodePwd"],
	[0x9005e, "ntPwdHistory"],
	[0x90060, "pwdLastSet"],
	[0x90062, "primaryGroupID"],
	[0x9007d, "supplementalCredentials"],
	[0x90092, "objectSid"],
	[0x9009f, "accountExpires"],
	[0x900a0, "lmPwdHistory"],
	[0x900dd, "sAMAccountName"],
	[0x9012e, "sAMAccountType"],
	[0x90290, "userPrincipalName"],
	[0x90296, "lockoutTime"],
	[0x9030e, "objectCategory"],
]);

/** The name for an attribute id; its number in hexadecimal if it is not a known one. */
function attributeName(id: number): string {
	return NAMES.get(id) ?? `attribute 0x${id.toString(16)}`;
}
