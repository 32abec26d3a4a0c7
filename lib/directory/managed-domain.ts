import type {
	DirectoryAccount,
	KerberosAnswer,
	Observation,
} from "#lib/core/readiness/observation.ts";

/** By what an account is found in the managed domain. */
export type AccountKey = {
	/** Entra's object id, in lower case. */
	id: string;
	/** Finds an account whose object id cannot be read, and tells accounts of one object id apart. */
	userPrincipalName: string;
};

/** One domain controller, read over its own connection. */
export type Controller = {
	/** Its address, by the settings or by DNS. */
	id: string;
	/** The controller's own name once it has told it, else the host of its address. */
	name(): string;
	/** When the domain that it serves was made, once it has told it. */
	domainMadeAt(): Date | undefined;
	/**
	 * Reads what it holds of each account, by object id. Never rejects: a controller that cannot be
	 * read gives an unread observation with the reason for every account. A connection that is dead is
	 * renewed within the same reading.
	 */
	read(keys: readonly AccountKey[]): Promise<Map<string, Observation>>;
	/**
	 * Finds out which of the accounts that were read before have to be read again, most of all those that
	 * were written since the last time. Never rejects. To be called several times a second.
	 *
	 * @returns by object id, what was held up to the last time
	 */
	listen(): Promise<Map<string, Observation>>;
	/** What it holds of an account, as it was heard a moment ago; `undefined`: it has to be read. */
	heard(id: string): Observation | undefined;
	/** Which keys its Kerberos service holds; at most a moment old. Never rejects. */
	kerberosKeys(account: DirectoryAccount): Promise<KerberosAnswer>;
	close(): Promise<void>;
};

/** The managed domain: its controllers, each for itself. Nothing here can write to it. */
export type ManagedDomain = {
	/** Those that are known now. */
	readonly controllers: readonly Controller[];
	/** Where controllers come and go: calls back when they have, until the returned function is called. */
	onChange?(listener: () => void): () => void;
};
