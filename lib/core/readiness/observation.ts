/**
 * What the managed domain's controllers say of one account. These are facts as read: nothing here
 * decides whether a password works.
 */

/**
 * One attribute's entry in `replPropertyMetaData`: how often it was written, and when and where the last
 * write was first made. Replication carries all of it unchanged, so that a write is known on every
 * controller (MS-ADTS 3.1.1.1.9, MS-DRSR 4.1.10.5.3).
 */
export type AttributeWrite = {
	version: number;
	/** By the clock of the machine that made the write, whole seconds. */
	writtenAt: Date;
	/** The machine that made the write, by its invocation id, and that machine's own number of the write. */
	origin?: { invocationId: string; usn: string } | undefined;
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

/** What the controller's Kerberos service says: `silent` when it does not answer, `not-asked` when the settings say so. */
export type KerberosAnswer = KerberosKeys | "silent" | "not-asked";

/** The lockout rules that apply to an account, by its own policy or by the settings. */
export type LockoutRules = {
	/** So many wrong tries lock; 0: nothing does. `undefined`: not known. */
	threshold: number | undefined;
	/** `until-unlocked`: a lockout ends only when somebody ends it. `undefined`: not known. */
	durationMs: number | "until-unlocked" | undefined;
	/** Wrong tries are counted together within this time. */
	windowMs: number | undefined;
};

/** A user's object in the managed domain. `undefined` means: the portal may not read it, or it is not set. */
export type DirectoryAccount = {
	objectGuid: string | undefined;
	/** `whenCreated`, by the clock of the machine that made the object. */
	madeAt?: Date | undefined;
	userPrincipalName: string | undefined;
	samAccountName: string | undefined;
	/** `pwdLastSet`; 0 there means that the password must be changed before the next sign-in. */
	passwordSetAt: Date | "must-change" | undefined;
	/** `msDS-KeyVersionNumber`. */
	keyVersion: number | undefined;
	keyWrites: KeyWrites | undefined;
	/** What the controller's own Kerberos service holds for the account; `undefined`: it was not asked yet. */
	kerberosKeys: KerberosAnswer | undefined;
	disabled: boolean | undefined;
	lockedOut: boolean | undefined;
	/** When a lockout ends without an unlock, where the lockout's start and length are known (`lockoutRules`). */
	lockedUntil: Date | undefined;
	passwordExpired: boolean | undefined;
	passwordExpiresAt: Date | undefined;
	/** `accountExpires` has passed, by the controller's clock. */
	accountExpired?: boolean | undefined;
	/** A password alone never signs in (`ADS_UF_SMARTCARD_REQUIRED`). */
	smartCardRequired?: boolean | undefined;
	/** `logonHours` allows no hour at all. An account without the attribute may sign in at any hour. */
	hasNoLogonHours?: boolean | undefined;
	lockoutRules?: LockoutRules | undefined;
	/** Wrong tries on this controller, where they can be read. */
	wrongTries?: { count: number; lastAt: Date | undefined } | undefined;
};

/** Why a controller could not be read. Each has its own advice to the operator. */
export type UnreadReason =
	| "refused"
	| "timeout"
	| "certificate"
	| "sign-in-refused"
	| "protocol"
	| "not-read-yet";

/** Which machine answered, and what its clock said. An address can lead to another machine at any time. */
export type Source = {
	/** `dsServiceName` of the machine. */
	machine: string | undefined;
	/** The machine's `currentTime` at the reading. */
	clock: Date | undefined;
};

/** What one controller answered when it was asked for one account. */
export type Observation =
	| { kind: "present"; readAt: Date; source?: Source | undefined; account: DirectoryAccount }
	/** Looked for by object id and by user name below the whole domain. */
	| { kind: "absent"; readAt: Date; source?: Source | undefined }
	/** Several accounts have the object id, and none or more than one of them the person's user name. */
	| { kind: "twins"; readAt: Date; source?: Source | undefined }
	| { kind: "unread"; readAt: Date; reason: UnreadReason };

export type PresentObservation = Extract<Observation, { kind: "present" }>;
