import type { FixedAttributes } from "./directory-entry.ts";
import { generalizedTime, interval } from "./directory-time.ts";
import {
	CONFIGURATION_DN,
	DOMAIN_DN,
	SCHEMA_DN,
	SERVICE_ACCOUNT,
	SERVICE_ACCOUNTS_DN,
	serviceName,
	USERS_DN,
} from "./domain-names.ts";
import { POLICY } from "./domain-policy.ts";
import { CONTROLLERS, type Controller } from "./stand-in.ts";

type FixedEntry = { dn: string; attributes: FixedAttributes };

/** What a managed domain holds beside people: its head with the policy, units, the service account, the schema. */
export function fixedEntries(controller: Controller, at: Date): FixedEntry[] {
	const entries: [string, FixedAttributes][] = [
		[DOMAIN_DN, { ...domainHead(), masteredBy: serviceName(controller) }],
		[USERS_DN, unit("AADDC Users")],
		[`OU=AADDC Computers,${DOMAIN_DN}`, unit("AADDC Computers")],
		[SERVICE_ACCOUNTS_DN, unit("Portal Service Accounts")],
		[SERVICE_ACCOUNT.dn, serviceAccount()],
		[CONFIGURATION_DN, { objectClass: ["top", "configuration"], cn: "Configuration" }],
		[SCHEMA_DN, { objectClass: ["top", "dMD"], cn: "Schema" }],
		...CONTROLLERS.map((one): [string, FixedAttributes] => [serviceName(one), directoryService()]),
		[`CN=ms-DS-aad-Object-Id,${SCHEMA_DN}`, schemaAttribute(1, "msDS-aadObjectId", UNICODE)],
		[`CN=ms-DS-AzureAD-Object-Id,${SCHEMA_DN}`, schemaAttribute(2, "msDS-AzureADObjectId", OCTETS)],
	];
	const whenCreated = generalizedTime(at);
	return entries.map(([dn, attributes]) => ({
		dn,
		attributes: { ...attributes, distinguishedName: dn, whenCreated, whenChanged: whenCreated },
	}));
}

function domainHead(): FixedAttributes {
	return {
		objectClass: ["top", "domain", "domainDNS"],
		dc: "aaddscontoso",
		maxPwdAge: interval(POLICY.maxPasswordAgeMs),
		minPwdAge: "0",
		minPwdLength: String(POLICY.minPasswordLength),
		pwdHistoryLength: String(POLICY.passwordHistoryLength),
		pwdProperties: "1",
		lockoutThreshold: String(POLICY.lockoutThreshold),
		lockoutDuration: interval(POLICY.lockoutDurationMs),
		lockOutObservationWindow: interval(POLICY.lockoutWindowMs),
	};
}

function directoryService(): FixedAttributes {
	return { objectClass: ["top", "applicationSettings", "nTDSDSA"], cn: "NTDS Settings" };
}

function unit(ou: string): FixedAttributes {
	return { objectClass: ["top", "organizationalUnit"], ou, name: ou };
}

function serviceAccount(): FixedAttributes {
	return {
		objectClass: ["top", "person", "organizationalPerson", "user"],
		objectCategory: `CN=Person,${SCHEMA_DN}`,
		cn: SERVICE_ACCOUNT.name,
		name: SERVICE_ACCOUNT.name,
		sAMAccountName: SERVICE_ACCOUNT.name,
		userPrincipalName: SERVICE_ACCOUNT.userPrincipalName,
		userAccountControl: "66048", // its password does not expire (MS-ADTS 2.2.16)
	};
}

/** Attribute syntaxes and their `oMSyntax` (MS-ADTS 3.1.1.2.2.2). */
const UNICODE = ["2.5.5.12", "64"] as const;
const OCTETS = ["2.5.5.10", "4"] as const;

/**
 * Microsoft publishes neither the OID nor the syntax of the two attributes: the OID is from the arc
 * for self-made ones, the syntaxes are those that readers of managed domains report.
 */
function schemaAttribute(
	number: number,
	name: string,
	[attributeSyntax, oMSyntax]: typeof UNICODE | typeof OCTETS,
): FixedAttributes {
	return {
		objectClass: ["top", "attributeSchema"],
		lDAPDisplayName: name,
		attributeID: `1.2.840.113556.1.8000.2554.47001.1.${number}`,
		attributeSyntax,
		oMSyntax,
		isSingleValued: "TRUE",
		searchFlags: "1", // indexed (MS-ADTS 2.2.10)
	};
}
