import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { findControllers } from "#lib/directory/find-controllers.ts";
import { type NameService, systemNames } from "#lib/directory/name-service.ts";
import { fail, pass, type Verdict } from "./check-row.ts";

/** The connection with its controllers; `verdict` if they were looked up instead of listed. */
type FoundControllers = { found: DomainConnection; verdict?: Verdict };

/** Looks up the controllers in DNS as the portal does, unless the settings list them. Never rejects. */
export async function lookUpControllers(
	connection: DomainConnection,
	names: NameService = systemNames(),
): Promise<FoundControllers> {
	const { controllerUrls, domainName } = connection;
	if (controllerUrls.length > 0 || !domainName) return { found: connection };
	const todo =
		"Let this machine use the domain's DNS servers, or list the controllers in DOMAIN_LDAPS_URLS.";
	try {
		const urls = await findControllers(domainName, names);
		const found = { ...connection, controllerUrls: urls };
		if (urls.length > 0) return { found, verdict: pass(`Found in DNS: ${urls.join(", ")}.`) };
		return { found, verdict: fail(`DNS lists no controller of ${domainName}.`, todo) };
	} catch (error) {
		const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
		return { found: connection, verdict: fail(`DNS does not answer${code}.`, todo) };
	}
}
