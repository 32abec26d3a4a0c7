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
	DOMAIN_LOCKOUT_THRESHOLD: string;
	DOMAIN_LOCKOUT_MINUTES: string;
	DOMAIN_LOCKOUT_WINDOW_MINUTES: string;
};

/**
 * What stands in for a managed domain: two controllers that answer over LDAPS, each with its own
 * state, and the events that move that state. Practised by the simulated domain and by Samba, so
 * that one contract test holds both to the same behaviour.
 */
export type DomainStandIn = {
	readonly environment: DomainEnvironment;
	/** Adds a person's account as synchronisation does; `none`: enabled, but without any key. Replaces an older one. */
	addAccount(at: Controller, person: DomainPerson, keys: "none" | "old"): Promise<void>;
	removeAccount(at: Controller, id: string): Promise<void>;
	/** The moment of synchronisation: writes all keys of a password; adds the account when it is absent. */
	setKeys(
		at: Controller,
		person: DomainPerson,
		password: string,
		options?: SetKeysOptions,
	): Promise<void>;
	/** Removes every key and sets `pwdLastSet` to 0. */
	clearKeys(at: Controller, id: string): Promise<void>;
	/** `pwdLastSet` to 0: the password must be changed before the next sign-in. */
	requireChange(at: Controller, id: string): Promise<void>;
	/** `pwdLastSet` to -1: it moves to now, and no key is touched. */
	touchPasswordTime(at: Controller, id: string): Promise<void>;
	/** As five wrong tries do: locked for the domain's lockout duration. */
	lock(at: Controller, id: string): Promise<void>;
	unlock(at: Controller, id: string): Promise<void>;
	setDisabled(at: Controller, id: string, disabled: boolean): Promise<void>;
	/** Ages the password beyond the domain's maximum, so that it counts as expired. */
	expirePassword(at: Controller, id: string): Promise<void>;
	/** Any write that has nothing to do with the password. */
	describe(at: Controller, id: string, description: string): Promise<void>;
	/** Refuses connections from now on. */
	stopController(at: Controller): Promise<void>;
	/** Accepts connections and never answers. */
	hangController(at: Controller): Promise<void>;
	/** Undoes `stopController` and `hangController`; what was written meanwhile is there. */
	resumeController(at: Controller): Promise<void>;
	/** Ends everything that this stand-in started. */
	stop(): Promise<void>;
};

export type SetKeysOptions = {
	/** Writes this time to `pwdLastSet` instead of now, as a synchronisation that carries the cloud's time. */
	passwordSetAt?: Date;
	/** Only the NTLM key; the Kerberos keys are removed. */
	ntlmOnly?: boolean;
};
