import { withFailedSignIn } from "./accounts.ts";
import type { Attribute } from "./attribute-syntax.ts";
import type { Directory } from "./directory.ts";
import { type Entry, type FixedAttributes, readAttribute, storedNames } from "./directory-entry.ts";
import { generalizedTime } from "./directory-time.ts";
import { nameKey } from "./distinguished-name.ts";
import {
	CONFIGURATION_DN,
	DOMAIN_DN,
	DOMAIN_NETBIOS,
	hostName,
	SCHEMA_DN,
	SERVICE_ACCOUNT,
	serviceName,
} from "./domain-names.ts";
import type { BindRequest, LdapRequest, SearchRequest } from "./ldap-requests.ts";
import { LdapResponse, RESPONSE } from "./ldap-responses.ts";
import * as results from "./ldap-results.ts";
import { search } from "./ldap-search.ts";
import type { LockoutPolicy } from "./stand-in.ts";

export type SessionOptions = {
	directory: Directory;
	/** The service account's password; no other account can sign in. */
	bindPassword: string;
	reader: Reader;
	clock: () => Date;
};

/** The service account's rights, which can change while connections are open. */
export type Reader = {
	/** Attributes it may not read, in lower case. */
	hidden: ReadonlySet<string>;
	isDisabled: boolean;
};

type Ending = { result: results.LdapResult; cookie?: Buffer };

/** The state of a connection, and its responses. Read-only: writing is not implemented. */
export class LdapSession {
	readonly #options: SessionOptions;
	#isBound = false;

	constructor(options: SessionOptions) {
		this.#options = options;
	}

	/** The response to a request, as bytes; `undefined` for requests without one. */
	answer(request: LdapRequest): Buffer | undefined {
		const response = new LdapResponse(request.id);
		switch (request.operation) {
			case "unbind":
			case "abandon":
				return undefined;
			case "bind":
				response.result(RESPONSE.bind, this.#bind(request));
				return response.bytes;
			case "search": {
				const { result, cookie } = this.#search(request, response);
				response.result(RESPONSE.searchDone, result, cookie);
				return response.bytes;
			}
			case "write":
				response.result(request.responseTag, results.NO_RIGHT_TO_WRITE);
				return response.bytes;
		}
	}

	#bind({ name, password }: BindRequest): results.LdapResult {
		// RFC 4511 4.2.1: during another bind, and after it fails, the connection is anonymous.
		this.#isBound = false;
		if (name === "" && password === "") return results.SUCCESS;
		const entry = this.#entryNamed(name);
		const isReader = entry?.dn === SERVICE_ACCOUNT.dn && password === this.#options.bindPassword;
		if (isReader && this.#options.reader.isDisabled) return results.ACCOUNT_IS_DISABLED;
		this.#isBound = isReader;
		if (this.#isBound) return results.SUCCESS;
		if (entry) this.#countWrongTry(entry);
		return results.WRONG_CREDENTIALS;
	}

	/** MS-ADTS 5.1.1.1.1: by user principal name, `DOMAIN\name` or distinguished name. */
	#entryNamed(name: string): Entry | undefined {
		const { directory } = this.#options;
		const lower = name.toLowerCase();
		const prefix = `${DOMAIN_NETBIOS.toLowerCase()}\\`;
		if (lower.startsWith(prefix))
			return directory.find("samaccountname", lower.slice(prefix.length));
		return directory.find("userprincipalname", lower) ?? directory.entryAt(nameKey(name));
	}

	/** Attempts at people's passwords lock their accounts, so that tests notice any attempt. */
	#countWrongTry({ body }: Entry): void {
		const { directory, clock } = this.#options;
		if (body.kind !== "account") return;
		directory.change(body.account.person.id, clock(), (account, stamp) =>
			withFailedSignIn(account, stamp, directory.lockout),
		);
	}

	#search(request: SearchRequest, response: LdapResponse): Ending {
		const { directory, reader, clock } = this.#options;
		const { hidden } = reader;
		const at = clock();
		const select = attributeSelection(request, { hidden, at, lockout: directory.lockout });
		if (request.base === "" && request.scope === "base") {
			const body = { kind: "fixed", attributes: rootDse(directory, at) } as const;
			response.entry("", select({ body }));
			return { result: results.SUCCESS };
		}
		if (!this.#isBound) return { result: results.BIND_NEEDED };
		const { entries, references, ...ending } = search(directory, request, hidden);
		for (const entry of entries) response.entry(entry.dn, select(entry));
		for (const uri of references) response.reference(uri);
		return ending;
	}
}

/**
 * Returns the function that selects the requested attributes from an entry: all stored ones for
 * none or "*", none for "1.1", otherwise those named (RFC 4511 4.5.1.8). Missing and unreadable ones
 * are silently left out.
 *
 * @param hidden unreadable attributes, in lower case
 */
function attributeSelection(
	{ attributes }: Pick<SearchRequest, "attributes">,
	{ hidden, at, lockout }: { hidden: ReadonlySet<string>; at: Date; lockout: LockoutPolicy },
): (entry: Pick<Entry, "body">) => Attribute[] {
	const asked = new Set(attributes.map((name) => name.toLowerCase()));
	const isAll = attributes.length === 0 || asked.delete("*");
	return (entry) => {
		const selected: Attribute[] = [];
		for (const name of isAll ? new Set([...storedNames(entry), ...asked]) : asked) {
			const attribute = hidden.has(name) ? undefined : readAttribute(entry, name, { at, lockout });
			if (attribute) selected.push(attribute);
		}
		return selected;
	};
}

/** The rootDSE, in which a controller describes itself (MS-ADTS 3.1.1.3.2). Anyone may read it. */
function rootDse(directory: Directory, at: Date): FixedAttributes {
	const { controller, usn } = directory;
	return {
		dnsHostName: hostName(controller),
		dsServiceName: serviceName(controller),
		currentTime: generalizedTime(at),
		highestCommittedUSN: String(usn),
		defaultNamingContext: DOMAIN_DN,
		configurationNamingContext: CONFIGURATION_DN,
		schemaNamingContext: SCHEMA_DN,
	};
}
