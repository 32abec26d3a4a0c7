import type { ControllerFacts } from "#lib/directory/controller-facts.ts";
import type { SampleUser } from "#lib/directory/sample-users.ts";

/** What a check finds in a healthy domain, for tests. */

export const facts: ControllerFacts = {
	hostName: "DC1.aaddscontoso.com",
	clock: undefined,
	knownControllers: ["dc1", "dc2"],
	domainDn: "DC=aaddscontoso,DC=com",
	hasBase: true,
	objectIdAttributes: [{ name: "msDS-aadObjectId", syntax: "2.5.5.12", isIndexed: true }],
};

export const user: SampleUser = {
	dn: "CN=ada,OU=AADDC Users,DC=aaddscontoso,DC=com",
	name: "ada@aaddscontoso.com",
	samAccountName: "ada",
	objectId: "5c0a1e00-0000-4000-8000-000000000003",
	hasPassword: true,
	keyVersion: 3,
	readable: [
		"pwdLastSet",
		"msDS-KeyVersionNumber",
		"replPropertyMetaData",
		"userAccountControl",
		"msDS-User-Account-Control-Computed",
	],
	policyDn: undefined,
};
