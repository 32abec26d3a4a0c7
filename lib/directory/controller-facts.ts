import { type Client, ResultCodeError } from "ldapts";
import type { ClockReading } from "#lib/clock/clock-offset.ts";
import { text } from "./account-entry.ts";
import { dateFromGeneralizedTime } from "./ad-values.ts";
import { baseObject } from "./base-object.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { type AttributeDefinition, attributeDefinitions } from "./schema.ts";

/** Attributes that are known to hold Entra's object id in one domain or another. */
const OBJECT_ID_ATTRIBUTES = ["msDS-aadObjectId", "msDS-AzureADObjectId"];

/** What one controller says of itself, its schema and its domain. */
export type ControllerFacts = {
	hostName: string | undefined;
	clock: ClockReading | undefined;
	/** Short names of all controllers that this one knows of, in lower case; empty when it shows none. */
	knownControllers: string[];
	/** The name of the domain that it serves. */
	domainDn: string | undefined;
	/** Whether the base of the settings can be searched. */
	hasBase: boolean;
	/** The attributes of the schema that may hold the object id, the one of the settings among them if it exists. */
	objectIdAttributes: AttributeDefinition[];
};

/**
 * Asks one controller what it says of itself.
 *
 * @throws what the client throws
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

/** A name that is not there, or in another domain, is answered by an error or by a referral. */
async function isThere(client: Client, dn: string): Promise<boolean> {
	try {
		return (await baseObject(client, dn, ["objectClass"])) !== undefined;
	} catch (error) {
		if (error instanceof ResultCodeError) return false;
		throw error;
	}
}

/** Every controller has an object of its directory service below its server's (MS-ADTS 6.1.1.2.2.1.2.1.1). */
async function controllerNames(client: Client, configurationDn: string): Promise<string[]> {
	const { searchEntries } = await client.search(configurationDn, {
		scope: "sub",
		filter: "(objectClass=nTDSDSA)",
		attributes: ["objectClass"],
	});
	const names = searchEntries.map(({ dn }) => /^CN=NTDS Settings,CN=([^,]+)/i.exec(dn)?.[1]);
	return names.filter((name) => name !== undefined).map((name) => name.toLowerCase());
}
