/** A person as known to the managed domain. */
export type DomainPerson = {
	/** Entra's object id, a GUID in lower case. */
	id: string;
	userPrincipalName: string;
	samAccountName: string;
	displayName: string;
};

export const CONTROLLERS = ["dc1", "dc2"] as const;
export type Controller = (typeof CONTROLLERS)[number];

/** The settings that make a portal read this domain, named as in `.env.example`. */
export type DomainEnvironment = {
	DOMAIN_NAME: string;
	DOMAIN_NETBIOS: string;
	DOMAIN_LDAPS_URLS: string;
	DOMAIN_BIND_DN: string;
	DOMAIN_BIND_PASSWORD: string;
	DOMAIN_BASE_DN: string;
	DOMAIN_CA_FILE: string;
	/** "false" if no Kerberos service answers. */
	DOMAIN_KERBEROS_CHECK?: string;
	DOMAIN_LOCKOUT_THRESHOLD: string;
	DOMAIN_LOCKOUT_MINUTES: string;
	DOMAIN_LOCKOUT_WINDOW_MINUTES: string;
};

/**
 * A stand-in for a managed domain: two controllers that answer over LDAPS, each with its own
 * state, and the events that change that state. Implemented by the simulated domain and by Samba, so
 * that one contract test covers both.
 */
export type DomainStandIn = AccountEvents &
	ControllerEvents & {
		readonly environment: DomainEnvironment;
		/** Stops everything that this stand-in started. */
		stop(): Promise<void>;
	};

/** Events on a person's account on one controller. All reject if the account is absent. */
export type AccountEvents<At extends string = Controller> = {
	/** Adds a person's account as synchronisation does, replacing an older one. */
	addAccount(
		at: At,
		person: DomainPerson,
		keys: StartKeys,
		options?: AddAccountOptions,
	): Promise<void>;
	/** Like `addAccount`, for thousands of people. */
	addMany(at: At, people: readonly DomainPerson[], keys: StartKeys): Promise<void>;
	removeAccount(at: At, id: string): Promise<void>;
	/**
	 * Adds a second account with the same object id and other names. All other events apply to the first
	 * account, whichever was added earlier.
	 */
	addTwin(at: At, person: DomainPerson, keys: StartKeys): Promise<void>;
	removeTwin(at: At, id: string): Promise<void>;
	/** Changes both sign-in names of an account; the object stays the same. */
	rename(at: At, id: string, name: string): Promise<void>;
	/** Moves an account within the domain; the object stays the same. */
	move(at: At, id: string, place: Place): Promise<void>;
	/** Writes all keys of a password, as synchronisation does; adds the account if it is absent. */
	setKeys(at: At, person: DomainPerson, password: string, options?: SetKeysOptions): Promise<void>;
	/** Writes the existing keys again: their versions rise, and nothing else changes. */
	rewriteKeys(at: At, id: string): Promise<void>;
	/** Removes every key and sets `pwdLastSet` to 0; or removes one kind and changes nothing else. */
	clearKeys(at: At, id: string, only?: KeyKind): Promise<void>;
	/** `pwdLastSet` to 0: the password must be changed before the next sign-in. */
	requireChange(at: At, id: string): Promise<void>;
	/** `pwdLastSet` to -1: it moves to now, and no key is touched. */
	touchPasswordTime(at: At, id: string): Promise<void>;
	/** Locks the account for the domain's lockout duration, as five failed sign-ins do. */
	lock(at: At, id: string): Promise<void>;
	unlock(at: At, id: string): Promise<void>;
	/** Tries wrong passwords one after the other, which count towards a lockout as the policy says. */
	tryWrongPassword(at: At, person: DomainPerson, times?: number): Promise<void>;
	setDisabled(at: At, id: string, disabled: boolean): Promise<void>;
	setAccountExpires(at: At, id: string, expires: Date | "never"): Promise<void>;
	/** Requiring it replaces the keys with random ones; `pwdLastSet` does not move. */
	setSmartCardRequired(at: At, id: string, required: boolean): Promise<void>;
	setLogonHours(at: At, id: string, hours: "none" | "all"): Promise<void>;
	/** Ages the password beyond the domain's maximum, so that it is expired. */
	expirePassword(at: At, id: string): Promise<void>;
	/** A write unrelated to the password. */
	describe(at: At, id: string, description: string): Promise<void>;
	/** Hides an account from the portal's reading account, which then finds nothing. */
	setHidden(at: At, id: string, hidden: boolean): Promise<void>;
};

export type ControllerEvents<At extends string = Controller> = {
	/** Hides exactly these attributes of people and the domain object from the reading account; none: shows all. */
	hideAttributes(at: At, attributes: readonly string[]): Promise<void>;
	/** Disables the portal's reading account: new connections are refused, open ones continue. */
	setReaderDisabled(at: At, disabled: boolean): Promise<void>;
	setLockoutPolicy(at: At, policy: LockoutPolicy): Promise<void>;
	/**
	 * Takes a backup of the controller. The returned function restores it, running, with a new invocation id,
	 * like a restored machine (MS-ADTS 3.1.1.1.9).
	 */
	backUp(at: At): Promise<() => Promise<void>>;
	/** Refuses connections from now on. */
	stopController(at: At): Promise<void>;
	/** Accepts connections and never answers. */
	hangController(at: At): Promise<void>;
	/** Undoes `stopController` and `hangController`; writes made meanwhile are kept. */
	resumeController(at: At): Promise<void>;
};

/**
 * The keys an account starts with. `none`: enabled, but without keys; `old`: random keys with a
 * `pwdLastSet` a month ago; `random`: the same with the present `pwdLastSet`.
 */
export type StartKeys = "none" | "old" | "random";

/** `people`: where synchronisation puts accounts, `AADDC Users`; `elsewhere`: another container in the domain. */
export type Place = "people" | "elsewhere";

export type AddAccountOptions = {
	place?: Place;
	/** When account and password were created; Samba always uses the present time. */
	addedAt?: Date;
};

/** `ntlm` is `unicodePwd`, `kerberos` is `supplementalCredentials`. */
export type KeyKind = "ntlm" | "kerberos";

export type SetKeysOptions = {
	/** Writes this time to `pwdLastSet` instead of the present, like a synchronisation with the cloud's time; or leaves it. */
	passwordSetAt?: Date | "unmoved";
	/** Only this kind of keys; the other is left unchanged. */
	only?: KeyKind;
	/** `false`: the Kerberos keys lack AES, leaving only RC4. */
	aes?: boolean;
};

export type LockoutPolicy = {
	/** How many failed sign-ins lock; 0: never. */
	threshold: number;
	durationMs: number | "until-unlocked";
	/** Failed sign-ins count together within this time. */
	windowMs: number;
	/**
	 * Where it is stored. `fine-grained`: in a policy for all users, while the domain object has Active
	 * Directory's defaults; `fine-grained-unreadable`: the same, but the reading account cannot read that policy,
	 * which is Active Directory's default.
	 */
	from: "domain-head" | "fine-grained" | "fine-grained-unreadable";
};
