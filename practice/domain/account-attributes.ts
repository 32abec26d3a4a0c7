import { type Account, isLockedOut, passwordExpiry } from "./accounts.ts";
import type { AttributeValue } from "./attribute-syntax.ts";
import { fileTime, generalizedTime } from "./directory-time.ts";
import { escapeNameValue } from "./distinguished-name.ts";
import { FINE_GRAINED_POLICY_DN, PLACES, SCHEMA_DN } from "./domain-names.ts";
import { DEFAULT_LOCKOUT } from "./domain-policy.ts";
import { guidBytes } from "./guid-bytes.ts";
import { metadataBytes } from "./replication-metadata.ts";
import type { LockoutPolicy } from "./stand-in.ts";

type StoredValue = AttributeValue | readonly string[] | undefined;

/** Never expires: the largest value (MS-ADA1 2.2, accountExpires). */
const NEVER = "9223372036854775807";

/** MS-ADTS 2.2.16. */
const NORMAL_ACCOUNT = 0x200;
const ACCOUNT_DISABLED = 0x2;
const LOCKOUT = 0x10;
const SMART_CARD_REQUIRED = 0x4_0000;
const PASSWORD_EXPIRED = 0x80_0000;

/** An account's stored attributes, which can be searched for and are returned for "*". */
export const STORED: Readonly<Record<string, (account: Account) => StoredValue>> = {
	objectClass: () => ["top", "person", "organizationalPerson", "user"],
	objectCategory: () => `CN=Person,${SCHEMA_DN}`,
	cn: ({ cn }) => cn,
	name: ({ cn }) => cn,
	distinguishedName: accountDn,
	objectGUID: ({ objectGuid }) => objectGuid,
	sAMAccountName: ({ person }) => person.samAccountName,
	userPrincipalName: ({ person }) => person.userPrincipalName,
	displayName: ({ person }) => person.displayName,
	description: ({ description }) => description,
	"msDS-aadObjectId": ({ person }) => person.id,
	"msDS-AzureADObjectId": ({ person }) => guidBytes(person.id),
	pwdLastSet: ({ pwdLastSet }) => String(pwdLastSet),
	userAccountControl: ({ isDisabled, isSmartCardRequired }) =>
		String(
			NORMAL_ACCOUNT |
				(isDisabled ? ACCOUNT_DISABLED : 0) |
				(isSmartCardRequired ? SMART_CARD_REQUIRED : 0),
		),
	accountExpires: ({ expires }) => (expires ? String(fileTime(expires)) : NEVER),
	// One bit for each hour of the week (MS-ADA1 2.375).
	logonHours: ({ logonHours }) => logonHours && Buffer.alloc(21, logonHours === "all" ? 0xff : 0),
	lockoutTime: ({ lockoutTime }) => lockoutTime?.toString(),
	badPwdCount: ({ badPwdCount }) => String(badPwdCount),
	badPasswordTime: ({ badPasswordTime }) => String(badPasswordTime),
	whenCreated: ({ created }) => generalizedTime(created.at),
	whenChanged: ({ changed }) => generalizedTime(changed.at),
	uSNChanged: ({ changed }) => String(changed.usn),
};

/**
 * Constructed and replication attributes: returned only when requested by name, and
 * no filter matches them (MS-ADTS 3.1.1.4.5).
 */
export const CONSTRUCTED: Readonly<
	Record<string, (account: Account, at: Date, lockout?: LockoutPolicy) => StoredValue>
> = {
	// The version of unicodePwd, so absent before the first key (MS-ADTS 3.1.1.4.5.16).
	"msDS-KeyVersionNumber": ({ writes }) => writes.unicodePwd?.version.toString(),
	"msDS-User-Account-Control-Computed": computedControl,
	"msDS-UserPasswordExpiryTimeComputed": (account) => String(passwordExpiry(account)),
	// MS-ADTS 3.1.1.4.5.36.
	"msDS-ResultantPSO": (_account, _at, lockout: LockoutPolicy = DEFAULT_LOCKOUT) =>
		lockout.from === "domain-head" ? undefined : FINE_GRAINED_POLICY_DN,
	replPropertyMetaData: ({ writes, created }) => metadataBytes(writes, created),
	// The requester's effective rights: none, so `allowedAttributesEffective` is absent.
	sDRightsEffective: () => "0",
};

/** The distinguished name of an account. */
export function accountDn({ cn, place }: Pick<Account, "cn" | "place">): string {
	return `CN=${escapeNameValue(cn)},${PLACES[place]}`;
}

/** The two flags that change with time (MS-ADTS 3.1.1.4.5.17). */
function computedControl(account: Account, at: Date, lockout?: LockoutPolicy): string {
	const isExpired = passwordExpiry(account) <= fileTime(at);
	return String(
		(isLockedOut(account, at, lockout) ? LOCKOUT : 0) | (isExpired ? PASSWORD_EXPIRED : 0),
	);
}
