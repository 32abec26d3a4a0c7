import type {
	DirectoryAccount,
	KerberosAnswer,
	Observation,
	UnreadReason,
} from "#lib/core/readiness/observation.ts";
import type { ReaderPassword } from "./reader-password.ts";

/** By what an account is found in the managed domain. */
export type AccountKey = {
	/** Entra's object id, in lower case. */
	id: string;
	/** Finds an account whose object id cannot be read, and tells accounts of one object id apart. */
	userPrincipalName: string;
};

/** How a controller answers now, or why it does not. */
export type ControllerCondition =
	/** Its count of writes can be read, so that it is asked for that and not for each who waits (`doorbell.ts`). */
	{ isReadable: true; isListenedTo: boolean } | { isReadable: false; reason: UnreadReason };

/** What ends one day and is renewed by hand; what cannot be read is `undefined`. */
export type ControllerLifetimes = {
	certificateEnds: Date | undefined;
	/** The reading account's password. */
	readerPasswordEnds: ReaderPassword;
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
	/** Asks it for its count of writes, over the same connection. Never rejects. */
	condition(): Promise<ControllerCondition>;
	/** Reads its certificate, whatever is wrong with it, and when the reading account's password ends. Never rejects. */
	lifetimes(): Promise<ControllerLifetimes>;
	close(): Promise<void>;
};

/** The managed domain: its controllers, each for itself. Nothing here can write to it. */
export type ManagedDomain = {
	/** Those that are known now. */
	readonly controllers: readonly Controller[];
	/** Where controllers come and go: calls back when they have, until the returned function is called. */
	onChange?(listener: () => void): () => void;
};
