import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { findControllers } from "#lib/directory/find-controllers.ts";
import { type NameService, systemNames } from "#lib/directory/name-service.ts";
import { fail, pass, type Verdict } from "./check-row.ts";

/** The connection with the controllers that it means; `verdict` when they were not listed but looked up. */
type FoundControllers = { found: DomainConnection; verdict?: Verdict };

/** Looks the controllers up in DNS as the portal does, unless the settings list them. Never rejects. */
export async function lookUpControllers(
	connection: DomainConnection,
	names: NameService = systemNames(),
): Promise<FoundControllers> {
	const { controllerUrls, domainName } = connection;
	if (controllerUrls.length > 0 || !domainName) return { found: connection };
	const todo =
		"Let this machine ask the DNS server of the domain, or list the controllers in DOMAIN_LDAPS_URLS.";
	try {
		const urls = await findControllers(domainName, names);
		const found = { ...connection, controllerUrls: urls };
		if (urls.length > 0) return { found, verdict: pass(`Found in DNS: ${urls.join(", ")}.`) };
		return { found, verdict: fail(`DNS knows no controller of ${domainName}.`, todo) };
	} catch (error) {
		const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
		return { found: connection, verdict: fail(`DNS does not answer${code}.`, todo) };
	}
}
