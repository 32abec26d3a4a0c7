import type { CertificateRules } from "./controller-tls.ts";
import { closeQuietly, ldapClient } from "./ldap-session.ts";
import { askMachine } from "./machine.ts";

/** Enough for a load balancer to show itself, unless it keeps one client to one machine. */
const CONNECTIONS = 4;

/**
 * Opens a few connections to one address, each on its own, and asks who is at the other end, which anybody
 * may (MS-ADTS 3.1.1.3.2, `dsServiceName`).
 *
 * @returns the machines, each once; empty when none says who it is or none answers
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
