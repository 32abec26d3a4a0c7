/**
 * Attribute ids of the prefix table that every Active Directory begins with (MS-ADTS 3.1.1.1.6): 9 is
 * 1.2.840.113556.1.4, 0 is 2.5.4 and 2 is 1.2.840.113556.1.2, with the last number of the identifier (MS-ADA1 to 3).
 */
const NAMES = new Map([
	[0x0, "objectClass"],
	[0x3, "cn"],
	[0xd, "description"],
	[0x2000d, "displayName"],
	[0x20001, "instanceType"],
	[0x20002, "whenCreated"],
	[0x20119, "nTSecurityDescriptor"],
	[0x90001, "name"],
	[0x90008, "userAccountControl"],
	[0x90010, "codePage"],
	[0x90019, "countryCode"],
	[0x90037, "dBCSPwd"],
	[0x90040, "logonHours"],
	[0x9005a, "unicodePwd"],
	[0x9005e, "ntPwdHistory"],
	[0x90060, "pwdLastSet"],
	[0x90062, "primaryGroupID"],
	[0x9007d, "supplementalCredentials"],
	[0x90092, "objectSid"],
	[0x9009f, "accountExpires"],
	[0x900a0, "lmPwdHistory"],
	[0x900dd, "sAMAccountName"],
	[0x9012e, "sAMAccountType"],
	[0x90290, "userPrincipalName"],
	[0x90296, "lockoutTime"],
	[0x9030e, "objectCategory"],
]);

/** What an attribute id stands for; its number in hexadecimal when it is none of the usual ones. */
export function attributeName(id: number): string {
	return NAMES.get(id) ?? `attribute 0x${id.toString(16)}`;
}
