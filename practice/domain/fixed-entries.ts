import type { FixedAttributes } from "./directory-entry.ts";
import { generalizedTime, interval } from "./directory-time.ts";
import {
	CONFIGURATION_DN,
	DOMAIN_DN,
	FINE_GRAINED_POLICY_DN,
	PLACES,
	SCHEMA_DN,
	SERVICE_ACCOUNT,
	SERVICE_ACCOUNTS_DN,
	serviceName,
	USERS_DN,
} from "./domain-names.ts";
import { HEAD_DEFAULTS } from "./domain-policy.ts";
import { CONTROLLERS, type Controller, type LockoutPolicy } from "./stand-in.ts";

type FixedEntry = { dn: string; attributes: FixedAttributes; isHidden?: boolean };
type Machine = { controller: Controller; at: Date; invocationId: Buffer };

/** The entries of a managed domain other than people: the domain object with its policy, units, the service account, the schema. */
export function fixedEntries(
	{ controller, at, invocationId }: Machine,
	lockout: LockoutPolicy,
): FixedEntry[] {
	const entries: [string, FixedAttributes][] = [
		[DOMAIN_DN, domainHead(lockout)],
		[USERS_DN, unit("AADDC Users")],
		[PLACES.elsewhere, { objectClass: ["top", "container"], cn: "Users", name: "Users" }],
		[`OU=AADDC Computers,${DOMAIN_DN}`, unit("AADDC Computers")],
		[SERVICE_ACCOUNTS_DN, unit("Portal Service Accounts")],
		[SERVICE_ACCOUNT.dn, serviceAccount()],
		[CONFIGURATION_DN, { objectClass: ["top", "configuration"], cn: "Configuration" }],
		[SCHEMA_DN, { objectClass: ["top", "dMD"], cn: "Schema" }],
		...CONTROLLERS.map((one): [string, FixedAttributes] => [
			serviceName(one),
			directoryService(one === controller ? invocationId : undefined),
		]),
		[`CN=ms-DS-aad-Object-Id,${SCHEMA_DN}`, schemaAttribute("msDS-aadObjectId", UNICODE)],
		[`CN=ms-DS-AzureAD-Object-Id,${SCHEMA_DN}`, schemaAttribute("msDS-AzureADObjectId", OCTETS)],
	];
	const whenCreated = generalizedTime(at);
	const fixed: FixedEntry[] = entries.map(([dn, attributes]) => ({
		dn,
		attributes: { ...attributes, distinguishedName: dn, whenCreated, whenChanged: whenCreated },
	}));
	if (lockout.from === "domain-head") return fixed;
	const isHidden = lockout.from === "fine-grained-unreadable";
	return [
		...fixed,
		{ dn: FINE_GRAINED_POLICY_DN, attributes: fineGrainedPolicy(lockout), isHidden },
	];
}

function domainHead(lockout: LockoutPolicy): FixedAttributes {
	const { threshold, durationMs, windowMs } =
		lockout.from === "domain-head" ? lockout : HEAD_DEFAULTS;
	return {
		objectClass: ["top", "domain", "domainDNS"],
		lockoutThreshold: String(threshold),
		lockoutDuration: lockoutDuration(durationMs),
		lockOutObservationWindow: interval(windowMs),
	};
}

function fineGrainedPolicy({ threshold, durationMs, windowMs }: LockoutPolicy): FixedAttributes {
	return {
		objectClass: ["top", "msDS-PasswordSettings"],
		cn: "AADDSSTFPSO",
		name: "AADDSSTFPSO",
		"msDS-LockoutThreshold": String(threshold),
		"msDS-LockoutDuration": lockoutDuration(durationMs),
		"msDS-LockoutObservationWindow": interval(windowMs),
	};
}

function lockoutDuration(durationMs: LockoutPolicy["durationMs"]): string {
	return durationMs === "until-unlocked" ? "0" : interval(durationMs);
}

/** Another controller's id would arrive by replication, which is not simulated here. */
function directoryService(invocationId: Buffer | undefined): FixedAttributes {
	return {
		objectClass: ["top", "applicationSettings", "nTDSDSA"],
		cn: "NTDS Settings",
		...(invocationId && { invocationId }),
	};
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

/** Attribute syntaxes (MS-ADTS 3.1.1.2.2.2). */
const UNICODE = "2.5.5.12";
const OCTETS = "2.5.5.10";

/** Microsoft does not publish the two attributes' syntaxes: these are reported from managed domains. */
function schemaAttribute(name: string, attributeSyntax: string): FixedAttributes {
	return {
		objectClass: ["top", "attributeSchema"],
		lDAPDisplayName: name,
		attributeSyntax,
		searchFlags: "1", // indexed (MS-ADTS 2.2.10)
	};
}
