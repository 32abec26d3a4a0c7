import { connect as connectTls, type TLSSocket } from "node:tls";
import { Client } from "ldapts";
import type { Source } from "#lib/core/readiness/observation.ts";
import { type KeytabSignIn, openKeytabContext } from "#lib/directory/kerberos/keytab-context.ts";
import { text } from "./account-entry.ts";
import { dateFromGeneralizedTime } from "./ad-values.ts";
import { baseObject } from "./base-object.ts";
import { type CertificateRules, controllerTls, hostOf } from "./controller-tls.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { gssapiBind } from "./gssapi-bind.ts";
import { lockoutPolicies } from "./lockout-rules.ts";
import { askMachine, type Machine } from "./machine.ts";
import { attributeDefinitions, OCTETS } from "./schema.ts";
import { type SignInGuard, signInGuard } from "./sign-in-guard.ts";

const CONNECT_TIMEOUT_MS = 3_000;
const ANSWER_TIMEOUT_MS = 3_000;
/** Firewalls drop connections that are idle for a few minutes. */
const KEEP_ALIVE_MS = 30_000;

/** How the object id is stored: as text, as 16 bytes, or not at all, so that the UPN has to do. */
type ObjectIdForm = "string" | "octets" | "none";

/** The settings needed to read a controller. */
export type ControllerAccess = DomainConnection &
	Pick<CertificateRules, "lookup"> & {
		/** Guards the reading account, whose wrong attempts all controllers of a domain count together. */
		guard?: SignInGuard | undefined;
	};

/** A bound connection to one controller, and what it reported about itself. */
export type LdapSession = {
	client: Client;
	hostName: string | undefined;
	objectIdForm: ObjectIdForm;
	/** Which machine it is, and its current clock. */
	source(): Source;
	/** When it last answered, by `performance.now()`. */
	answeredAtMs: number;
	/** When its clock was last measured. */
	clockAtMs: number;
	/** The portal's clock minus `performance.now()` at that time. */
	aheadMs: number;
	/** How many calls are pending. */
	underWay: number;
	policies: ReturnType<typeof lockoutPolicies>;
	/** When the domain was created. */
	domainMadeAt: Date | undefined;
};

/**
 * Connects over TLS, verifies the certificate against the configured CA and binds as the read-only
 * account.
 *
 * @throws whatever the LDAP client throws; `unreadReason` translates it
 */
export async function bindLdap(connection: ControllerAccess, url: string): Promise<Client> {
	let socket: TLSSocket | undefined;
	const client = ldapClient(connection, url, (opened) => {
		socket = opened;
	});
	const { guard = signInGuard(connection) } = connection;
	try {
		// Needs no sign-in. It keeps the connection time out of the time for which the guard blocks
		// others.
		const { hostName = hostOf(url) } = await askMachine(client);
		await guard(() =>
			connection.keytabFile === undefined
				? client.bind(connection.bindDn, connection.bindPassword)
				: bindByKeytab(socket, {
						principal: connection.bindDn,
						keytabFile: connection.keytabFile,
						hostName,
						timeoutMs: ANSWER_TIMEOUT_MS,
					}),
		);
		return client;
	} catch (error) {
		await closeQuietly(client);
		throw error;
	}
}

/**
 * A client that connects over verified TLS on first use, without signing in.
 *
 * @param onSocket receives the socket as it starts to connect
 */
export function ldapClient(
	connection: CertificateRules,
	url: string,
	onSocket?: (socket: TLSSocket) => void,
): Client {
	return new Client({
		url,
		connectTimeout: CONNECT_TIMEOUT_MS,
		timeout: ANSWER_TIMEOUT_MS,
		tlsOptions: controllerTls(connection, url),
		createSecureConnection: ((port: number, host: string, options: object) => {
			const socket = connectTls(port, host, options).setKeepAlive(true, KEEP_ALIVE_MS);
			onSocket?.(socket);
			return socket;
		}) as typeof connectTls,
	});
}

/** The machine reported its host name over TLS, with a verified certificate. */
async function bindByKeytab(socket: TLSSocket | undefined, signIn: KeytabSignIn): Promise<void> {
	const opened = await openKeytabContext(signIn);
	if (!socket) throw new Error("Connection closed before the bind.");
	await gssapiBind(socket, opened, signIn.timeoutMs);
}

/**
 * Opens a bound connection and reads what the portal needs to know about this controller.
 *
 * @throws whatever the LDAP client throws; `unreadReason` translates it
 */
export async function openLdapSession(
	connection: ControllerAccess,
	url: string,
): Promise<LdapSession> {
	const client = await bindLdap(connection, url);
	try {
		const machine = await askMachine(client);
		const domain = await baseObject(client, domainDn(connection.baseDn), ["whenCreated"]);
		return {
			client,
			hostName: machine.hostName,
			objectIdForm: await objectIdForm(client, connection.objectIdAttribute, machine.schemaDn),
			...heardFrom(machine),
			underWay: 0,
			policies: lockoutPolicies(),
			domainMadeAt: domain && dateFromGeneralizedTime(text(domain, "whenCreated")),
		};
	} catch (error) {
		await closeQuietly(client);
		throw error;
	}
}

/** Measures the machine's clock again. @throws whatever the LDAP client throws */
export async function renewClock(session: LdapSession): Promise<void> {
	Object.assign(session, heardFrom(await askMachine(session.client)));
}

/** Jumps when the clock is set, or after sleep, during which `performance.now()` stands still. */
export function aheadMs(): number {
	return Date.now() - performance.now();
}

function heardFrom({ source, answeredAtMs }: Machine) {
	return { source, answeredAtMs, clockAtMs: answeredAtMs, aheadMs: aheadMs() };
}

/** Closes a connection, whatever state it is in. */
export async function closeQuietly(client: Client): Promise<void> {
	await client.unbind().catch(() => undefined);
}

/** The DN of the domain: the DC components of a base. */
export function domainDn(baseDn: string): string {
	return baseDn
		.split(",")
		.filter((part) => /^\s*DC=/i.test(part))
		.join(",");
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
