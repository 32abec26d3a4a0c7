import type { Directory } from "./directory.ts";
import type { FixedAttributes } from "./directory-entry.ts";
import { generalizedTime } from "./directory-time.ts";
import {
	CONFIGURATION_DN,
	DOMAIN_DN,
	DOMAIN_NAME,
	hostName,
	SCHEMA_DN,
	serviceName,
} from "./domain-names.ts";
import { PAGED_RESULTS } from "./ldap-requests.ts";

/** The entry without a name, in which a controller describes itself (MS-ADTS 3.1.1.3.2). Anybody may read it. */
export function rootDse(directory: Directory, at: Date): FixedAttributes {
	const { controller, usn } = directory;
	const ntds = serviceName(controller);
	return {
		dnsHostName: hostName(controller),
		ldapServiceName: `${DOMAIN_NAME}:${controller}$@${DOMAIN_NAME.toUpperCase()}`,
		dsServiceName: ntds,
		serverName: ntds.slice(ntds.indexOf(",") + 1),
		currentTime: generalizedTime(at),
		highestCommittedUSN: String(usn),
		defaultNamingContext: DOMAIN_DN,
		rootDomainNamingContext: DOMAIN_DN,
		configurationNamingContext: CONFIGURATION_DN,
		schemaNamingContext: SCHEMA_DN,
		namingContexts: [DOMAIN_DN, CONFIGURATION_DN, SCHEMA_DN],
		supportedLDAPVersion: ["3", "2"],
		supportedControl: [PAGED_RESULTS],
		isSynchronized: "TRUE",
		isGlobalCatalogReady: "TRUE",
	};
}
