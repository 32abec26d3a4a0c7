import { createHash } from "node:crypto";
import { accountDn } from "./account-attributes.ts";
import { type Account, newAccount } from "./accounts.ts";
import { AttributeIndexes } from "./attribute-indexes.ts";
import { type Entry, newEntry } from "./directory-entry.ts";
import { nameKey } from "./distinguished-name.ts";
import { DEFAULT_LOCKOUT } from "./domain-policy.ts";
import { fixedEntries } from "./fixed-entries.ts";
import type { Stamp } from "./replication-metadata.ts";
import type { Controller, DomainPerson, LockoutPolicy, Place } from "./stand-in.ts";

/** A controller's contents, which a backup contains. */
type State = {
	entries: Map<string, Entry>;
	indexes: AttributeIndexes;
	/** By object id. */
	accounts: Map<string, string>;
	twins: Map<string, string>;
	incarnations: Map<string, number>;
	lockout: LockoutPolicy;
	usn: number;
	ordinal: number;
};

/** The directory of one controller. */
export class Directory {
	readonly controller: Controller;
	readonly #seed: string;
	readonly #madeAt: Date;
	#invocationId: Buffer;
	#restores = 0;
	#state: State;

	/** @param seed the same for all controllers of a domain, so that an object has the same GUID on all */
	constructor(controller: Controller, seed: string, at: Date) {
		this.controller = controller;
		this.#seed = seed;
		this.#madeAt = at;
		this.#invocationId = digest(seed, controller);
		this.#state = {
			entries: new Map(),
			indexes: new AttributeIndexes(),
			accounts: new Map(),
			twins: new Map(),
			incarnations: new Map(),
			lockout: DEFAULT_LOCKOUT,
			usn: 4000,
			ordinal: 0,
		};
		this.#putFixed();
	}

	/** This controller's `highestCommittedUSN`. */
	get usn(): number {
		return this.#state.usn;
	}

	get lockout(): LockoutPolicy {
		return this.#state.lockout;
	}

	setLockout(lockout: LockoutPolicy): void {
		this.#state.lockout = lockout;
		this.#state.usn += 1;
		this.#putFixed();
	}

	/** All entries, in the order of adding. */
	entries(): Iterable<Entry> {
		return this.#state.entries.values();
	}

	/** The entry with this name, by its `nameKey`. */
	entryAt(key: string): Entry | undefined {
		return this.#state.entries.get(key);
	}

	isIndexed(attribute: string): boolean {
		return this.#state.indexes.has(attribute);
	}

	/** The entries with this value of an indexed attribute; the value is a `comparable`. */
	findAll(attribute: string, value: string): Entry[] {
		const keys = this.#state.indexes.find(attribute, value);
		return keys.map((key) => this.entryAt(key)).filter((entry) => entry !== undefined);
	}

	/** The first of them. */
	find(attribute: string, value: string): Entry | undefined {
		return this.findAll(attribute, value)[0];
	}

	/** The account of the person with this object id. */
	account(id: string): Account | undefined {
		const body = this.entryAt(this.#state.accounts.get(id) ?? "")?.body;
		return body?.kind === "account" ? body.account : undefined;
	}

	/**
	 * Adds an account without keys, replacing an older one of the same person.
	 *
	 * @throws when the user principal name or the account name belongs to somebody else
	 */
	add(person: DomainPerson, at: Date, place: Place = "people"): void {
		this.#refuseDuplicates(person);
		if (this.account(person.id)) this.remove(person.id);
		const incarnation = (this.#state.incarnations.get(person.id) ?? 0) + 1;
		this.#state.incarnations.set(person.id, incarnation);
		const entry = this.#newAccount(person, { at, place, incarnation: String(incarnation) });
		this.#state.accounts.set(person.id, entry.key);
	}

	/**
	 * Adds a second account with the same object id.
	 *
	 * @param event applied to it at once
	 */
	addTwin(
		person: DomainPerson,
		at: Date,
		event: (account: Account, stamp: Stamp) => Account,
	): void {
		this.#refuseDuplicates(person);
		const { key } = this.#newAccount(person, { at, place: "people", incarnation: "twin" });
		this.#state.twins.set(person.id, key);
		this.#happen(key, at, event);
	}

	/**
	 * Applies an event to an account; one that writes nothing uses no USN.
	 *
	 * @throws when there is no such account
	 */
	change(id: string, at: Date, event: (account: Account, stamp: Stamp) => Account): void {
		const key = this.#happen(this.#keyOf(this.#state.accounts, id), at, event);
		this.#state.accounts.set(id, key);
	}

	/** Hides an account from the reading account, or shows it. */
	hide(id: string, isHidden: boolean): void {
		const key = this.#keyOf(this.#state.accounts, id);
		const entry = this.entryAt(key);
		if (entry) this.#state.entries.set(key, { ...entry, isHidden });
	}

	/**
	 * Removes an account.
	 *
	 * @throws when there is no such account
	 */
	remove(id: string): void {
		this.#remove(this.#state.accounts, id);
	}

	removeTwin(id: string): void {
		this.#remove(this.#state.twins, id);
	}

	/** Takes a backup. @returns a function that restores it, as another machine */
	backUp(): () => void {
		const kept = copyOf(this.#state);
		return () => {
			this.#state = copyOf(kept);
			this.#restores += 1;
			this.#invocationId = digest(this.#seed, `${this.controller} ${this.#restores}`);
			this.#putFixed();
		};
	}

	#remove(keys: Map<string, string>, id: string): void {
		const entry = this.entryAt(this.#keyOf(keys, id));
		if (entry) this.#drop(entry);
		keys.delete(id);
		this.#state.usn += 1;
	}

	#newAccount(
		person: DomainPerson,
		{ at, place, incarnation }: { at: Date; place: Place; incarnation: string },
	): Entry {
		const cn = this.#freeName(person, place);
		const objectGuid = guidFrom(digest(this.#seed, `${person.id} ${incarnation}`));
		const account = newAccount({ person, cn, place, objectGuid }, this.#nextStamp(at));
		const ordinal = ++this.#state.ordinal;
		const entry = newEntry(accountDn(account), ordinal, { kind: "account", account });
		this.#state.usn += 1;
		this.#put(entry);
		return entry;
	}

	/** @returns the key, which changes when the event renames the account */
	#happen(key: string, at: Date, event: (account: Account, stamp: Stamp) => Account): string {
		const entry = this.entryAt(key);
		if (entry?.body.kind !== "account") throw new Error(`${key} is not an account.`);
		const before = entry.body.account;
		const stamp = this.#nextStamp(at);
		const account = event(before, stamp);
		if (account.changed === stamp) this.#state.usn = stamp.usn;
		const body = { kind: "account", account } as const;
		const isRenamed = account.person !== before.person || account.place !== before.place;
		if (!isRenamed) {
			this.#state.entries.set(key, { ...entry, body });
			return key;
		}
		const renamed = newEntry(accountDn(account), ++this.#state.ordinal, body);
		this.#drop(entry);
		this.#put({ ...renamed, isHidden: entry.isHidden });
		return renamed.key;
	}

	#keyOf(keys: Map<string, string>, id: string): string {
		const key = keys.get(id);
		if (key !== undefined) return key;
		throw new Error(`There is no account ${id} on ${this.controller}.`);
	}

	#nextStamp(at: Date): Stamp {
		return { at, usn: this.#state.usn + 1, invocationId: this.#invocationId };
	}

	/** Replaces the entries that are not people. */
	#putFixed(): void {
		const { lockout } = this.#state;
		for (const entry of [...this.entries()]) if (entry.body.kind === "fixed") this.#drop(entry);
		const about = {
			controller: this.controller,
			at: this.#madeAt,
			invocationId: this.#invocationId,
		};
		for (const { dn, attributes, isHidden = false } of fixedEntries(about, lockout)) {
			const entry = newEntry(dn, ++this.#state.ordinal, { kind: "fixed", attributes });
			this.#put({ ...entry, isHidden });
		}
	}

	#put(entry: Entry): void {
		this.#state.entries.set(entry.key, entry);
		this.#state.indexes.add(entry);
	}

	#drop(entry: Entry): void {
		this.#state.indexes.remove(entry);
		this.#state.entries.delete(entry.key);
	}

	#refuseDuplicates({ id, userPrincipalName, samAccountName }: DomainPerson): void {
		const names = { userprincipalname: userPrincipalName, samaccountname: samAccountName };
		for (const [attribute, name] of Object.entries(names)) {
			const holder = this.find(attribute, name.toLowerCase());
			if (holder && holder.key !== this.#state.accounts.get(id)) {
				throw new Error(`${name} belongs to ${holder.dn} on ${this.controller}.`);
			}
		}
	}

	/** Two people with the same name need different distinguished names. */
	#freeName({ displayName, samAccountName }: DomainPerson, place: Place): string {
		const isTaken = this.entryAt(nameKey(accountDn({ cn: displayName, place })));
		return isTaken ? `${displayName} (${samAccountName})` : displayName;
	}
}

/** Entries and accounts are immutable, so copies of the maps are enough. */
function copyOf(state: State): State {
	return {
		...state,
		entries: new Map(state.entries),
		indexes: state.indexes.copy(),
		accounts: new Map(state.accounts),
		twins: new Map(state.twins),
		incarnations: new Map(state.incarnations),
	};
}

function digest(seed: string, text: string): Buffer {
	return createHash("sha256").update(`${seed} ${text}`).digest().subarray(0, 16);
}

/** Turns bytes in Microsoft's mixed order into a version 4 GUID (RFC 9562 5.4). */
function guidFrom(bytes: Buffer): Buffer {
	const guid = Buffer.from(bytes);
	guid[7] = ((guid[7] ?? 0) & 0x0f) | 0x40;
	guid[8] = ((guid[8] ?? 0) & 0x3f) | 0x80;
	return guid;
}
