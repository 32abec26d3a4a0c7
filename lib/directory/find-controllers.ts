import { isIP } from "node:net";
import type { NameService } from "./name-service.ts";

/**
 * Discovers a domain's controllers in DNS: those in its SRV record, else the addresses of the
 * domain's own name. SRV targets outside the domain are ignored: their certificates would be
 * verified against their own names, and with forged DNS that could be any host.
 *
 * @returns addresses like `ldaps://dc1.aaddscontoso.com`, sorted; empty if DNS has none
 * @throws when DNS cannot be queried
 */
export async function findControllers(
	domainName: string,
	names: NameService,
	port?: number,
): Promise<string[]> {
	const named = await names.services(`_ldap._tcp.${domainName}`);
	const within = named
		.map((host) => host.toLowerCase().replace(/\.$/, ""))
		.filter((host) => host.endsWith(`.${domainName.toLowerCase()}`));
	const hosts = within.length > 0 ? within : oneFamily(await names.addresses(domainName));
	return [...new Set(hosts)].map((host) => address(host, port)).sort();
}

/** A machine with two addresses must not count as two controllers. */
function oneFamily(addresses: string[]): string[] {
	const ipv4 = addresses.filter((one) => isIP(one) === 4);
	return ipv4.length > 0 ? ipv4 : addresses;
}

function address(host: string, port: number | undefined): string {
	const inUrl = isIP(host) === 6 ? `[${host}]` : host;
	return port === undefined ? `ldaps://${inUrl}` : `ldaps://${inUrl}:${port}`;
}
