/**
 * What the managed domain's controllers say of one account. These are facts as read: nothing here
 * decides whether a password works.
 */

/** One attribute's entry in `replPropertyMetaData`: how often it was written, and when it last landed here. */
export type AttributeWrite = {
	version: number;
	/** By the controller's clock, whole seconds. */
	writtenAt: Date;
};

/** The writes of the two attributes that hold a user's keys (MS-ADTS 3.1.1.3.1.1.5, MS-SAMR 2.2.10). */
export type KeyWrites = {
	/** The NTLM key. `undefined`: never written. */
	unicodePwd: AttributeWrite | undefined;
	/** The Kerberos keys. `undefined`: never written. */
	supplementalCredentials: AttributeWrite | undefined;
};

/** `rc4`: only keys of the kind that Domain Services no longer accepts (since July 2026). */
export type KerberosKeys = "aes" | "rc4" | "none";

/** A user's object in the managed domain. `undefined` means: the portal may not read it, or it is not set. */
export type DirectoryAccount = {
	objectGuid: string | undefined;
	userPrincipalName: string | undefined;
	samAccountName: string | undefined;
	/** `pwdLastSet`; 0 there means that the password must be changed before the next sign-in. */
	passwordSetAt: Date | "must-change" | undefined;
	/** `msDS-KeyVersionNumber`. */
	keyVersion: number | undefined;
	keyWrites: KeyWrites | undefined;
	/** What the controller's own Kerberos service holds for the account, where it was asked. */
	kerberosKeys: KerberosKeys | undefined;
	disabled: boolean;
	lockedOut: boolean;
	/** When a lockout ends by itself, where the lockout's start and length can be read. */
	lockedUntil: Date | undefined;
	passwordExpired: boolean;
	passwordExpiresAt: Date | undefined;
};

/** Why a controller could not be read. Each has its own advice to the operator. */
export type UnreadReason =
	| "refused"
	| "timeout"
	| "certificate"
	| "sign-in-refused"
	| "protocol"
	| "not-read-yet";

/** What one controller answered when it was asked for one account. */
export type Observation =
	| { kind: "present"; readAt: Date; account: DirectoryAccount }
	| { kind: "absent"; readAt: Date }
	| { kind: "unread"; readAt: Date; reason: UnreadReason };

export type PresentObservation = Extract<Observation, { kind: "present" }>;
