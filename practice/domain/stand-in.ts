/** A person as the managed domain knows them. */
export type DomainPerson = {
	/** Entra's object id, a GUID in lower case. */
	id: string;
	userPrincipalName: string;
	samAccountName: string;
	displayName: string;
};

export const CONTROLLERS = ["dc1", "dc2"] as const;
export type Controller = (typeof CONTROLLERS)[number];

/** The settings that make a portal read this domain, by the names of `.env.example`. */
export type DomainEnvironment = {
	DOMAIN_NAME: string;
	DOMAIN_NETBIOS: string;
	DOMAIN_LDAPS_URLS: string;
	DOMAIN_BIND_DN: string;
	DOMAIN_BIND_PASSWORD: string;
	DOMAIN_BASE_DN: string;
	DOMAIN_CA_FILE: string;
	/** "false" where no Kerberos service answers. */
	DOMAIN_KERBEROS_CHECK?: string;
	DOMAIN_LOCKOUT_THRESHOLD: string;
	DOMAIN_LOCKOUT_MINUTES: string;
	DOMAIN_LOCKOUT_WINDOW_MINUTES: string;
};

/**
 * What stands in for a managed domain: two controllers that answer over LDAPS, each with its own
 * state, and the events that move that state. Practised by the simulated domain and by Samba, so
 * that one contract test holds both to the same behaviour.
 */
export type DomainStandIn = AccountEvents &
	ControllerEvents & {
		readonly environment: DomainEnvironment;
		/** Ends everything that this stand-in started. */
		stop(): Promise<void>;
	};

/** What happens to one person's account on one controller. All reject when the account is absent. */
export type AccountEvents<At extends string = Controller> = {
	/** Adds a person's account as synchronisation does, in place of an older one. */
	addAccount(
		at: At,
		person: DomainPerson,
		keys: StartKeys,
		options?: AddAccountOptions,
	): Promise<void>;
	removeAccount(at: At, id: string): Promise<void>;
	/**
	 * Adds a second account with the same object id and other names. All other events happen to the first
	 * account, whichever of the two was added before.
	 */
	addTwin(at: At, person: DomainPerson, keys: StartKeys): Promise<void>;
	removeTwin(at: At, id: string): Promise<void>;
	/** Gives an account another name to sign in with, in both forms; the object stays the same. */
	rename(at: At, id: string, name: string): Promise<void>;
	/** Moves an account within the domain; the object stays the same. */
	move(at: At, id: string, place: Place): Promise<void>;
	/** The moment of synchronisation: writes all keys of a password; adds the account when it is absent. */
	setKeys(at: At, person: DomainPerson, password: string, options?: SetKeysOptions): Promise<void>;
	/** Writes the keys that are there once more: their versions rise, and nothing else moves. */
	rewriteKeys(at: At, id: string): Promise<void>;
	/** Removes every key and sets `pwdLastSet` to 0; or removes one kind and touches nothing else. */
	clearKeys(at: At, id: string, only?: KeyKind): Promise<void>;
	/** `pwdLastSet` to 0: the password must be changed before the next sign-in. */
	requireChange(at: At, id: string): Promise<void>;
	/** `pwdLastSet` to -1: it moves to now, and no key is touched. */
	touchPasswordTime(at: At, id: string): Promise<void>;
	/** As five wrong tries do: locked for the domain's lockout duration. */
	lock(at: At, id: string): Promise<void>;
	unlock(at: At, id: string): Promise<void>;
	/** Tries wrong passwords, one after the other, which count and lock as the policy says. */
	tryWrongPassword(at: At, person: DomainPerson, times?: number): Promise<void>;
	setDisabled(at: At, id: string, disabled: boolean): Promise<void>;
	/** `accountExpires`. */
	setAccountExpires(at: At, id: string, expires: Date | "never"): Promise<void>;
	/** Requiring it puts random keys in place of those that are there; `pwdLastSet` does not move. */
	setSmartCardRequired(at: At, id: string, required: boolean): Promise<void>;
	/** `unset`: the attribute is not there, which allows every hour as `all` does. */
	setLogonHours(at: At, id: string, hours: "none" | "all" | "unset"): Promise<void>;
	/** Ages the password beyond the domain's maximum, so that it counts as expired. */
	expirePassword(at: At, id: string): Promise<void>;
	/** Any write that has nothing to do with the password. */
	describe(at: At, id: string, description: string): Promise<void>;
	/** Keeps an account from the portal's reading account, which then finds nothing. */
	setHidden(at: At, id: string, hidden: boolean): Promise<void>;
};

/** What happens to a controller as a whole. */
export type ControllerEvents<At extends string = Controller> = {
	/** Keeps exactly these attributes of people and of the domain's head from the reading account; none: shows all. */
	hideAttributes(at: At, attributes: readonly string[]): Promise<void>;
	/** Disables the portal's reading account: new connections are refused, open ones go on. */
	setReaderDisabled(at: At, disabled: boolean): Promise<void>;
	setLockoutPolicy(at: At, policy: LockoutPolicy): Promise<void>;
	/**
	 * Keeps a copy of what the controller holds now. The function that comes back puts the controller back to
	 * it, running, with an invocation id of its own, as a restored machine gets one (MS-ADTS 3.1.1.1.9).
	 */
	backUp(at: At): Promise<() => Promise<void>>;
	/** Refuses connections from now on. */
	stopController(at: At): Promise<void>;
	/** Accepts connections and never answers. */
	hangController(at: At): Promise<void>;
	/** Undoes `stopController` and `hangController`; what was written meanwhile is there. */
	resumeController(at: At): Promise<void>;
};

/**
 * What an account begins with. `none`: enabled, but no key at all; `old`: keys that nobody knows, with a
 * `pwdLastSet` a month ago; `random`: the same with a `pwdLastSet` of now.
 */
export type StartKeys = "none" | "old" | "random";

/** `people`: where synchronisation puts accounts, `AADDC Users`; `elsewhere`: another folder of the domain. */
export type Place = "people" | "elsewhere";

export type AddAccountOptions = {
	place?: Place;
	/** When it and its password came; Samba writes at its own time, and does not know this. */
	addedAt?: Date;
};

/** `ntlm` is `unicodePwd`, `kerberos` is `supplementalCredentials`. */
export type KeyKind = "ntlm" | "kerberos";

export type SetKeysOptions = {
	/** Writes this time to `pwdLastSet` instead of now, as a synchronisation that carries the cloud's time; or leaves it. */
	passwordSetAt?: Date | "unmoved";
	/** Only the NTLM key; the Kerberos keys are removed. */
	ntlmOnly?: boolean;
	/** Only this kind of keys; the other is left as it is. */
	only?: KeyKind;
	/** `false`: the Kerberos keys are without AES, so that only RC4 is left. */
	aes?: boolean;
};

export type LockoutPolicy = {
	/** So many wrong tries lock; 0: nothing does. */
	threshold: number;
	durationMs: number | "until-unlocked";
	/** Wrong tries count together within this time. */
	windowMs: number;
	/**
	 * Where it stands. `fine-grained`: in a policy for all users, while the domain's head has the defaults of
	 * Active Directory; `fine-grained-unreadable`: the same, but the reading account may not read that policy,
	 * which is what Active Directory allows by default.
	 */
	from: "domain-head" | "fine-grained" | "fine-grained-unreadable";
};
