import { type Client, ResultCodeError } from "ldapts";
import type { ClockReading } from "#lib/clock/clock-offset.ts";
import { text } from "./account-entry.ts";
import { dateFromGeneralizedTime } from "./ad-values.ts";
import { baseObject } from "./base-object.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { type AttributeDefinition, attributeDefinitions } from "./schema.ts";

/** Attributes known to hold Entra's object id in some domains. */
const OBJECT_ID_ATTRIBUTES = ["msDS-aadObjectId", "msDS-AzureADObjectId"];

/** What one controller reports about itself, its schema and its domain. */
export type ControllerFacts = {
	hostName: string | undefined;
	clock: ClockReading | undefined;
	/** Host names of all controllers that this one knows, in lower case; empty if it shows none. */
	knownControllers: string[];
	/** The DN of the domain that it serves. */
	domainDn: string | undefined;
	/** Whether the configured base can be searched. */
	hasBase: boolean;
	/** Schema attributes that may hold the object id, including the configured one if it exists. */
	objectIdAttributes: AttributeDefinition[];
};

/**
 * Reads what one controller reports about itself.
 *
 * @throws whatever the LDAP client throws
 */
export async function readControllerFacts(
	client: Client,
	{ baseDn, objectIdAttribute }: Pick<DomainConnection, "baseDn" | "objectIdAttribute">,
): Promise<ControllerFacts> {
	const askedAt = new Date();
	const root = await baseObject(client, "", [
		"dnsHostName",
		"currentTime",
		"defaultNamingContext",
		"schemaNamingContext",
		"configurationNamingContext",
	]);
	const answeredAt = new Date();
	const time = root && dateFromGeneralizedTime(text(root, "currentTime"));
	const schemaDn = root && text(root, "schemaNamingContext");
	const configurationDn = root && text(root, "configurationNamingContext");
	const names = [...new Set([objectIdAttribute, ...OBJECT_ID_ATTRIBUTES])];
	return {
		hostName: root && text(root, "dnsHostName"),
		clock: time && { time, askedAt, answeredAt },
		knownControllers: configurationDn ? await controllerNames(client, configurationDn) : [],
		domainDn: root && text(root, "defaultNamingContext"),
		hasBase: await isThere(client, baseDn),
		objectIdAttributes: schemaDn ? await attributeDefinitions(client, schemaDn, names) : [],
	};
}

/** A DN that does not exist, or is in another domain, gets an error or a referral. */
async function isThere(client: Client, dn: string): Promise<boolean> {
	try {
		return (await baseObject(client, dn, ["objectClass"])) !== undefined;
	} catch (error) {
		if (error instanceof ResultCodeError) return false;
		throw error;
	}
}

/** Every controller has an NTDS Settings object below its server object (MS-ADTS 6.1.1.2.2.1.2.1.1). */
async function controllerNames(client: Client, configurationDn: string): Promise<string[]> {
	const { searchEntries } = await client.search(configurationDn, {
		scope: "sub",
		filter: "(objectClass=nTDSDSA)",
		attributes: ["objectClass"],
	});
	const names = searchEntries.map(({ dn }) => /^CN=NTDS Settings,CN=([^,]+)/i.exec(dn)?.[1]);
	return names.filter((name) => name !== undefined).map((name) => name.toLowerCase());
}
