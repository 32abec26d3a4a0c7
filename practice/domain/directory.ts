import { createHash } from "node:crypto";
import { accountDn } from "./account-attributes.ts";
import { type Account, newAccount } from "./accounts.ts";
import { comparable } from "./attribute-syntax.ts";
import { type Entry, newEntry, storedValues } from "./directory-entry.ts";
import { nameKey } from "./distinguished-name.ts";
import { fixedEntries } from "./fixed-entries.ts";
import type { Stamp } from "./replication-metadata.ts";
import type { Controller, DomainPerson } from "./stand-in.ts";

/** Attributes that are found without looking at every entry, as a domain controller's own indexes. */
const INDEXED = [
	"msds-aadobjectid",
	"msds-azureadobjectid",
	"userprincipalname",
	"samaccountname",
	"objectguid",
] as const;

/** What one controller holds. */
export class Directory {
	readonly controller: Controller;
	readonly #seed: string;
	readonly #invocationId: Buffer;
	readonly #entries = new Map<string, Entry>();
	readonly #keysById = new Map<string, string>();
	readonly #indexes = new Map(INDEXED.map((name) => [name as string, new Map<string, string>()]));
	readonly #incarnations = new Map<string, number>();
	#usn = 4000;
	#ordinal = 0;

	/** @param seed the same for all controllers of a domain, so that an object has one GUID on all of them */
	constructor(controller: Controller, seed: string, at: Date) {
		this.controller = controller;
		this.#seed = seed;
		this.#invocationId = digest(seed, controller);
		for (const { dn, attributes } of fixedEntries(controller, at)) {
			this.#put(newEntry(dn, ++this.#ordinal, { kind: "fixed", attributes }));
		}
	}

	/** The count of writes on this controller (`highestCommittedUSN`). */
	get usn(): number {
		return this.#usn;
	}

	/** All entries in the order of adding. */
	entries(): Iterable<Entry> {
		return this.#entries.values();
	}

	/** The entry of this name, by the key of `nameKey`. */
	entryAt(key: string): Entry | undefined {
		return this.#entries.get(key);
	}

	isIndexed(attribute: string): boolean {
		return this.#indexes.has(attribute);
	}

	/** The entry with this value of an indexed attribute; the value in the form of `comparable`. */
	find(attribute: string, value: string): Entry | undefined {
		const key = this.#indexes.get(attribute)?.get(value);
		return key === undefined ? undefined : this.#entries.get(key);
	}

	/** The account of the person with this object id. */
	account(id: string): Account | undefined {
		const body = this.#entries.get(this.#keysById.get(id) ?? "")?.body;
		return body?.kind === "account" ? body.account : undefined;
	}

	/**
	 * Adds an account without keys, in place of an older one of the same person.
	 *
	 * @throws when the user principal name or the account name belongs to somebody else
	 */
	add(person: DomainPerson, at: Date): void {
		this.#refuseDuplicates(person);
		if (this.account(person.id)) this.remove(person.id);
		const incarnation = (this.#incarnations.get(person.id) ?? 0) + 1;
		this.#incarnations.set(person.id, incarnation);
		const cn = this.#freeName(person);
		const objectGuid = guidFrom(digest(this.#seed, `${person.id} ${incarnation}`));
		const account = newAccount({ person, cn, objectGuid }, this.#nextStamp(at));
		const entry = newEntry(accountDn(cn), ++this.#ordinal, { kind: "account", account });
		this.#usn += 1;
		this.#keysById.set(person.id, entry.key);
		this.#put(entry);
	}

	/**
	 * Lets an event happen to an account; one that writes nothing costs no USN.
	 *
	 * @throws when there is no such account
	 */
	change(id: string, at: Date, event: (account: Account, stamp: Stamp) => Account): void {
		const { entry, before } = this.#held(id);
		const stamp = this.#nextStamp(at);
		const account = event(before, stamp);
		if (account.changed === stamp) this.#usn = stamp.usn;
		// What is indexed never changes with an event.
		this.#entries.set(entry.key, { ...entry, body: { kind: "account", account } });
	}

	/**
	 * Removes an account.
	 *
	 * @throws when there is no such account
	 */
	remove(id: string): void {
		const { entry } = this.#held(id);
		for (const [index, value] of this.#indexed(entry)) index.delete(value);
		this.#entries.delete(entry.key);
		this.#keysById.delete(id);
		this.#usn += 1;
	}

	#held(id: string): { entry: Entry; before: Account } {
		const entry = this.#entries.get(this.#keysById.get(id) ?? "");
		if (entry?.body.kind === "account") return { entry, before: entry.body.account };
		throw new Error(`There is no account ${id} on ${this.controller}.`);
	}

	#nextStamp(at: Date): Stamp {
		return { at, usn: this.#usn + 1, invocationId: this.#invocationId };
	}

	#put(entry: Entry): void {
		this.#entries.set(entry.key, entry);
		for (const [index, value] of this.#indexed(entry)) index.set(value, entry.key);
	}

	*#indexed(entry: Entry): Iterable<[Map<string, string>, string]> {
		for (const [attribute, index] of this.#indexes) {
			for (const held of storedValues(entry, attribute)) {
				const value = comparable(attribute, held);
				if (value !== undefined) yield [index, value];
			}
		}
	}

	#refuseDuplicates({ id, userPrincipalName, samAccountName }: DomainPerson): void {
		const names = { userprincipalname: userPrincipalName, samaccountname: samAccountName };
		for (const [attribute, name] of Object.entries(names)) {
			const holder = this.find(attribute, name.toLowerCase());
			if (holder && holder.key !== this.#keysById.get(id)) {
				throw new Error(`${name} belongs to ${holder.dn} on ${this.controller}.`);
			}
		}
	}

	/** Two people of one name cannot have one distinguished name. */
	#freeName({ displayName, samAccountName }: DomainPerson): string {
		const isTaken = this.#entries.has(nameKey(accountDn(displayName)) ?? "");
		return isTaken ? `${displayName} (${samAccountName})` : displayName;
	}
}

function digest(seed: string, text: string): Buffer {
	return createHash("sha256").update(`${seed} ${text}`).digest().subarray(0, 16);
}

/** Makes bytes in Microsoft's mixed order a GUID of version 4 (RFC 9562 5.4). */
function guidFrom(bytes: Buffer): Buffer {
	const guid = Buffer.from(bytes);
	guid[7] = ((guid[7] ?? 0) & 0x0f) | 0x40;
	guid[8] = ((guid[8] ?? 0) & 0x3f) | 0x80;
	return guid;
}
