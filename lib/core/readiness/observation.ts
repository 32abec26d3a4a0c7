/**
 * What the managed domain's controllers report about one account. These are facts as read: nothing
 * here decides whether a password works.
 */

/**
 * One attribute's entry in `replPropertyMetaData`: how often it was written, and when and where the
 * last write originated. Replication preserves all of it, so a write can be recognised on every
 * controller (MS-ADTS 3.1.1.1.9, MS-DRSR 4.1.10.5.3).
 */
export type AttributeWrite = {
	version: number;
	/** By the clock of the originating machine, whole seconds. */
	writtenAt: Date;
	/** The originating machine's invocation id and its USN of the write. */
	origin?: { invocationId: string; usn: string } | undefined;
};

/** The writes of the two attributes that hold a user's keys (MS-ADTS 3.1.1.3.1.1.5, MS-SAMR 2.2.10). */
export type KeyWrites = {
	/** The NTLM key. `undefined`: never written. */
	unicodePwd: AttributeWrite | undefined;
	/** The Kerberos keys. `undefined`: never written. */
	supplementalCredentials: AttributeWrite | undefined;
};

/** `rc4`: only keys of the kind that Domain Services has not accepted since July 2026. */
export type KerberosKeys = "aes" | "rc4" | "none";

/**
 * What the controller's Kerberos service answers; `silent`: it does not; `not-asked`: disabled in
 * the settings.
 */
export type KerberosAnswer = KerberosKeys | "silent" | "not-asked";

/** The lockout rules that apply to an account, from its own policy or the settings. */
export type LockoutRules = {
	/** The number of wrong attempts that lock; 0: never locks. `undefined`: unknown. */
	threshold: number | undefined;
	/** `until-unlocked`: a lockout ends only by an unlock. `undefined`: unknown. */
	durationMs: number | "until-unlocked" | undefined;
	/** The window in which wrong attempts are counted together. */
	windowMs: number | undefined;
};

/** A user's object in the managed domain. `undefined`: the portal may not read it, or it is not set. */
export type DirectoryAccount = {
	objectGuid: string | undefined;
	/** `whenCreated`, by the clock of the machine that created the object. */
	madeAt?: Date | undefined;
	userPrincipalName: string | undefined;
	samAccountName: string | undefined;
	/** `pwdLastSet`; 0 there means that the password must be changed at the next sign-in. */
	passwordSetAt: Date | "must-change" | undefined;
	/** `msDS-KeyVersionNumber`. */
	keyVersion: number | undefined;
	keyWrites: KeyWrites | undefined;
	disabled: boolean | undefined;
	lockedOut: boolean | undefined;
	/** When a lockout ends without an unlock, if its start and duration are known (`lockoutRules`). */
	lockedUntil: Date | undefined;
	passwordExpired: boolean | undefined;
	passwordExpiresAt: Date | undefined;
	/** `accountExpires` has passed, by the controller's clock. */
	accountExpired?: boolean | undefined;
	/** `accountExpires`; `undefined` also if it never does. */
	accountExpiresAt?: Date | undefined;
	/** Sign-in with a password alone is not allowed (`ADS_UF_SMARTCARD_REQUIRED`). */
	smartCardRequired?: boolean | undefined;
	/** `logonHours` does not allow the present hour. Without the attribute, sign-in is allowed at any hour. */
	isOutsideLogonHours?: boolean | undefined;
	/** When that changes next; `undefined`: never. */
	logonHoursChangeAt?: Date | undefined;
	lockoutRules?: LockoutRules | undefined;
	/** Wrong attempts on this controller, if readable. */
	wrongTries?: { count: number; lastAt: Date | undefined } | undefined;
};

/** Why a controller could not be read. Each has its own advice for the operator. */
export type UnreadReason =
	| "refused"
	| "timeout"
	| "certificate"
	| "sign-in-refused"
	| "protocol"
	| "not-read-yet";

/** Which machine answered, and its clock. An address can point to another machine at any time. */
export type Source = {
	/** `dsServiceName` of the machine. */
	machine: string | undefined;
	/** The machine's `currentTime` at the reading. */
	clock: Date | undefined;
};

/** One controller's answer about one account. */
export type Observation =
	| {
			kind: "present";
			readAt: Date;
			source?: Source | undefined;
			/** The same object while the controller reports the same. */
			account: DirectoryAccount;
			/** Which keys the controller's own Kerberos service holds for it; `undefined`: not asked. */
			kerberosKeys?: KerberosAnswer | undefined;
	  }
	/** Searched by object id and by user name in the whole domain. */
	| { kind: "absent"; readAt: Date; source?: Source | undefined }
	/** Several accounts have the object id, and none or several of them have the person's user name. */
	| { kind: "twins"; readAt: Date; source?: Source | undefined }
	| { kind: "unread"; readAt: Date; reason: UnreadReason };

export type PresentObservation = Extract<Observation, { kind: "present" }>;
