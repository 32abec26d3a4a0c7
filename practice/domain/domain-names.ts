import type { Controller, Place } from "./stand-in.ts";

/** The names of the practice domain: those of Microsoft's own examples for a managed domain. */
export const DOMAIN_NAME = "aaddscontoso.com";
export const DOMAIN_NETBIOS = "AADDSCONTOSO";

/** The naming contexts, which a search never crosses (MS-ADTS 3.1.1.1.5). */
export const DOMAIN_DN = "DC=aaddscontoso,DC=com";
export const CONFIGURATION_DN = `CN=Configuration,${DOMAIN_DN}`;
export const SCHEMA_DN = `CN=Schema,${CONFIGURATION_DN}`;

/** Where synchronisation puts people. Customers cannot create accounts here, hence the second unit. */
export const USERS_DN = `OU=AADDC Users,${DOMAIN_DN}`;
export const SERVICE_ACCOUNTS_DN = `OU=Portal Service Accounts,${DOMAIN_DN}`;

/** Where accounts can be; the second is every domain's default container for users. */
export const PLACES: Readonly<Record<Place, string>> = {
	people: USERS_DN,
	elsewhere: `CN=Users,${DOMAIN_DN}`,
};

/** The policy that Domain Services applies to everybody. */
export const FINE_GRAINED_POLICY_DN = `CN=AADDSSTFPSO,CN=Password Settings Container,CN=System,${DOMAIN_DN}`;

/** The portal's reading account: an ordinary user. */
export const SERVICE_ACCOUNT = {
	name: "svc-portal",
	dn: `CN=svc-portal,${SERVICE_ACCOUNTS_DN}`,
	userPrincipalName: `svc-portal@${DOMAIN_NAME}`,
} as const;

/** A controller's DNS name, as in its rootDSE and its certificate. */
export function hostName(controller: Controller): string {
	return `${controller}.${DOMAIN_NAME}`;
}

/** The name of a controller's directory service object, which identifies the controller that a USN belongs to. */
export function serviceName(controller: Controller): string {
	const server = `CN=${controller.toUpperCase()},CN=Servers,CN=Default-First-Site-Name`;
	return `CN=NTDS Settings,${server},CN=Sites,${CONFIGURATION_DN}`;
}
