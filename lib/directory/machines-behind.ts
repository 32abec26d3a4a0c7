import type { CertificateRules } from "./controller-tls.ts";
import { closeQuietly, ldapClient } from "./ldap-session.ts";
import { askMachine } from "./machine.ts";

/** Enough to expose a load balancer, unless it pins a client to one machine. */
const CONNECTIONS = 4;

/**
 * Opens a few separate connections to one address and reads which machine is at the other end,
 * which needs no sign-in (MS-ADTS 3.1.1.3.2, `dsServiceName`).
 *
 * @returns the distinct machines; empty if none identifies itself or none answers
 */
export async function machinesBehind(rules: CertificateRules, url: string): Promise<string[]> {
	const asked = await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(rules, url)));
	return [...new Set(asked.filter((machine) => machine !== undefined))];
}

async function ask(rules: CertificateRules, url: string): Promise<string | undefined> {
	const client = ldapClient(rules, url);
	try {
		return (await askMachine(client)).source().machine;
	} catch {
		return undefined;
	} finally {
		await closeQuietly(client);
	}
}
