import type {
	DirectoryAccount,
	KerberosAnswer,
	Observation,
	UnreadReason,
} from "#lib/core/readiness/observation.ts";
import type { ReaderPassword } from "./reader-password.ts";

/** How an account is found in the managed domain. */
export type AccountKey = {
	/** Entra's object id, in lower case. */
	id: string;
	/** Finds an account whose object id cannot be read, and distinguishes accounts with the same object id. */
	userPrincipalName: string;
};

/** How a controller answers at the moment, or why it does not. */
export type ControllerCondition =
	/**
	 * `isFollowed`: its writes are found by its USN, so it is polled for that rather than per waiting
	 * person (`account-reader.ts`).
	 */
	{ isReadable: true; isFollowed: boolean } | { isReadable: false; reason: UnreadReason };

/** Expiry dates of things that are renewed by hand; `undefined` if unreadable. */
export type ControllerLifetimes = {
	certificateEnds: Date | undefined;
	/** The reading account's password. */
	readerPasswordEnds: ReaderPassword;
};

/** One domain controller, read over its own connection. */
export type Controller = {
	/** Its address, from the settings or DNS. */
	id: string;
	/** The controller's own name once known, else the host of its address. */
	name(): string;
	/** When the domain that it serves was created, once known. */
	domainMadeAt(): Date | undefined;
	/**
	 * Reads what it holds for each account, by object id. Never rejects: if a controller cannot be
	 * read, every account gets an unread observation with the reason. A dead connection is replaced
	 * within the same call.
	 */
	read(keys: readonly AccountKey[]): Promise<Map<string, Observation>>;
	/**
	 * Finds which of the accounts read before have to be read again, above all those written since the
	 * last call. Never rejects. Call it several times a second.
	 *
	 * @returns by object id, what was held at the last call
	 */
	findWritten(): Promise<Map<string, Observation>>;
	/** An account's state as of the last `findWritten`, however long ago that was; `undefined`: it has to be read. */
	cached(id: string): Observation | undefined;
	/**
	 * The same object since the last gap, during which any account may have been written. `undefined`: writes cannot be followed at
	 * the moment.
	 */
	followed(): object | undefined;
	/** Which keys its Kerberos service holds; a moment old at most. Never rejects. */
	kerberosKeys(account: DirectoryAccount): Promise<KerberosAnswer>;
	/** Reads its USN over the same connection. Never rejects. */
	condition(): Promise<ControllerCondition>;
	/**
	 * Reads its certificate, even an untrusted one, and when the reading account's password expires.
	 * Never rejects.
	 */
	lifetimes(): Promise<ControllerLifetimes>;
	close(): Promise<void>;
};

/** The managed domain: its controllers, each independent. Nothing here can write to it. */
export type ManagedDomain = {
	/** The currently known ones. */
	readonly controllers: readonly Controller[];
	/** Missing if controllers are fixed. Calls back whenever one was added or removed. @returns unsubscribe */
	onChange?(listener: () => void): () => void;
};
