import { isIP } from "node:net";
import type { NameService } from "./name-service.ts";

/**
 * Finds a domain's controllers in DNS: those that its SRV record names, else the addresses behind the
 * domain's own name. What an SRV record names outside the domain is left out: it would be certified by its
 * own name, and somebody who forges DNS could name any host.
 *
 * @returns their addresses like `ldaps://dc1.aaddscontoso.com`, sorted; none when DNS knows none
 * @throws when DNS cannot be asked
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
	const hosts = within.length > 0 ? within : ofOneFamily(await names.addresses(domainName));
	return [...new Set(hosts)].map((host) => address(host, port)).sort();
}

/** A machine with two addresses must not count as two controllers. */
function ofOneFamily(addresses: string[]): string[] {
	const ipv4 = addresses.filter((one) => isIP(one) === 4);
	return ipv4.length > 0 ? ipv4 : addresses;
}

function address(host: string, port: number | undefined): string {
	const inUrl = isIP(host) === 6 ? `[${host}]` : host;
	return port === undefined ? `ldaps://${inUrl}` : `ldaps://${inUrl}:${port}`;
}
