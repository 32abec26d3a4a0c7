import type { Controller, Place } from "./stand-in.ts";

/** The names of the practice domain: those of Microsoft's own examples for a managed domain. */
export const DOMAIN_NAME = "aaddscontoso.com";
export const DOMAIN_NETBIOS = "AADDSCONTOSO";

/** The naming contexts, which a search never crosses (MS-ADTS 3.1.1.1.5). */
export const DOMAIN_DN = "DC=aaddscontoso,DC=com";
export const CONFIGURATION_DN = `CN=Configuration,${DOMAIN_DN}`;
export const SCHEMA_DN = `CN=Schema,${CONFIGURATION_DN}`;

/** Where synchronisation puts people. Customers cannot make accounts here, hence the second unit. */
export const USERS_DN = `OU=AADDC Users,${DOMAIN_DN}`;
export const SERVICE_ACCOUNTS_DN = `OU=Portal Service Accounts,${DOMAIN_DN}`;

/** Where accounts may lie; the second is the folder that every domain has for users. */
export const PLACES: Readonly<Record<Place, string>> = {
	people: USERS_DN,
	elsewhere: `CN=Users,${DOMAIN_DN}`,
};

/** The policy that Domain Services makes for everybody. */
export const FINE_GRAINED_POLICY_DN = `CN=AADDSSTFPSO,CN=Password Settings Container,CN=System,${DOMAIN_DN}`;

/** The read-only account that the portal reads with: an ordinary user. */
export const SERVICE_ACCOUNT = {
	name: "svc-portal",
	dn: `CN=svc-portal,${SERVICE_ACCOUNTS_DN}`,
	userPrincipalName: `svc-portal@${DOMAIN_NAME}`,
} as const;

/** A controller's DNS name, as its rootDSE and its certificate carry it. */
export function hostName(controller: Controller): string {
	return `${controller}.${DOMAIN_NAME}`;
}

/** The name of a controller's directory service object, which tells one controller's USNs from another's. */
export function serviceName(controller: Controller): string {
	const server = `CN=${controller.toUpperCase()},CN=Servers,CN=Default-First-Site-Name`;
	return `CN=NTDS Settings,${server},CN=Sites,${CONFIGURATION_DN}`;
}
