import { Client, type Entry } from "ldapts";
import type { DomainConnection } from "#lib/server/settings/settings.ts";
import { text } from "./account-entry.ts";
import { dateFromGeneralizedTime, durationFromInterval } from "./ad-values.ts";
import { type CertificateRules, controllerTls } from "./controller-tls.ts";
import { attributeDefinitions, OCTETS } from "./schema.ts";

const CONNECT_TIMEOUT_MS = 3_000;
const ANSWER_TIMEOUT_MS = 3_000;

/** In what form the object id is held: as text, as 16 bytes, or not at all, so that the UPN must do. */
type ObjectIdForm = "string" | "octets" | "none";

/** With what a controller is read. */
export type ControllerAccess = DomainConnection & Pick<CertificateRules, "lookup">;

/** A bound connection to one controller, and what it said of itself. */
export type LdapSession = {
	client: Client;
	hostName: string | undefined;
	objectIdForm: ObjectIdForm;
	lockoutMs: number | undefined;
	/** When the domain was made. */
	domainMadeAt: Date | undefined;
};

/**
 * Connects over TLS, verifies the certificate against the CA of the settings and binds as the read-only
 * account.
 *
 * @throws what the client throws: `unreadReason` names it
 */
export async function bindLdap(connection: ControllerAccess, url: string): Promise<Client> {
	const client = new Client({
		url,
		connectTimeout: CONNECT_TIMEOUT_MS,
		timeout: ANSWER_TIMEOUT_MS,
		tlsOptions: controllerTls(connection, url),
	});
	try {
		await client.bind(connection.bindDn, connection.bindPassword);
		return client;
	} catch (error) {
		await closeQuietly(client);
		throw error;
	}
}

/**
 * Opens a bound connection and asks what the portal must know of this controller.
 *
 * @throws what the client throws: `unreadReason` names it
 */
export async function openLdapSession(
	connection: ControllerAccess,
	url: string,
): Promise<LdapSession> {
	const client = await bindLdap(connection, url);
	try {
		const root = await baseObject(client, "", ["dnsHostName", "schemaNamingContext"]);
		const domain = await baseObject(client, domainDn(connection.baseDn), [
			"lockoutDuration",
			"whenCreated",
		]);
		return {
			client,
			hostName: root && text(root, "dnsHostName"),
			objectIdForm: await objectIdForm(
				client,
				connection.objectIdAttribute,
				root && text(root, "schemaNamingContext"),
			),
			lockoutMs: domain && durationFromInterval(text(domain, "lockoutDuration")),
			domainMadeAt: domain && dateFromGeneralizedTime(text(domain, "whenCreated")),
		};
	} catch (error) {
		await closeQuietly(client);
		throw error;
	}
}

/** Ends a connection, whatever state it is in. */
export async function closeQuietly(client: Client): Promise<void> {
	await client.unbind().catch(() => undefined);
}

/** The domain's own object is what is left of a base below it: its DC components. */
export function domainDn(baseDn: string): string {
	return baseDn
		.split(",")
		.filter((part) => /^\s*DC=/i.test(part))
		.join(",");
}

/** Reads one object by its name. */
export async function baseObject(
	client: Client,
	dn: string,
	attributes: string[],
): Promise<Entry | undefined> {
	const { searchEntries } = await client.search(dn, { scope: "base", attributes });
	return searchEntries[0];
}

async function objectIdForm(
	client: Client,
	attribute: string,
	schemaDn: string | undefined,
): Promise<ObjectIdForm> {
	if (!schemaDn) return "string";
	const [definition] = await attributeDefinitions(client, schemaDn, [attribute]);
	if (!definition) return "none";
	return definition.syntax === OCTETS ? "octets" : "string";
}
