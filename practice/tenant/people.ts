import { hashPassword, isPasswordOf, type PasswordHash } from "./passwords/hash.ts";
import { createKnownPasswords, type KnownPasswords } from "./passwords/known-passwords.ts";

/** What a sample person is there to show; a fresh person is made after one of these. */
export const TEMPLATES = [
	"not-in-domain",
	"in-domain",
	"synchronised",
	"guest",
	"personal-guest",
	"directory-role",
	"helpdesk",
	"must-change",
	"disabled",
	"not-assigned",
	"conditional-access",
	"passwordless",
] as const;
export type Template = (typeof TEMPLATES)[number];

export type Identity = { signInType: string; issuer: string; issuerAssignedId: string };

/** A user object of the tenant, by Graph's property names, and what the practice adds to it. */
export type Person = {
	/** A GUID in lower case. */
	readonly id: string;
	readonly userPrincipalName: string;
	readonly displayName: string;
	readonly givenName: string;
	readonly surname: string;
	readonly mailNickname: string;
	readonly mail: string | null;
	readonly userType: "Member" | "Guest";
	readonly identities: readonly Identity[];
	readonly accountEnabled: boolean;
	/** Null, not false, for people who were never synchronised. */
	readonly onPremisesSyncEnabled: boolean | null;
	/** UTC, whole seconds, ends in `Z`. */
	readonly lastPasswordChangeDateTime: string;
	readonly passwordPolicies: string | null;
	readonly forceChangePasswordNextSignIn: boolean;
	/** Template ids of directory roles. */
	readonly directoryRoles: readonly string[];
	/** Values of the portal's app roles. */
	readonly appRoles: readonly string[];
	/** Why a sign-in with the right password is refused all the same. */
	readonly signInRefusal: "not-assigned" | "conditional-access" | null;
	/** Signs in with a passkey and has no password. */
	readonly passwordless: boolean;
	readonly template: Template;
	/** What the managed domain holds before the practice begins. */
	readonly domainAccount: "absent" | "old-keys";
	/** What this person is good for, for the reader of the control page. */
	readonly purpose: string;
};

export type PersonChanges = Partial<Omit<Person, "id" | "template" | "lastPasswordChangeDateTime">>;

/** What others are told. `added` is awaited, so that a person's domain account is there as well. */
export type PeopleEvents = {
	added?(person: Person): void | Promise<void>;
	changed?(person: Person, password: string): void;
	/** `forceChangePasswordNextSignIn` was set. */
	expired?(person: Person): void;
};

export type PeopleStore = {
	all(): readonly Person[];
	find(id: string): Person | undefined;
	/** By user principal name or mail, whatever the case. */
	findByUserName(userName: string): Person | undefined;
	/** Throws when the id or the user principal name is taken. */
	add(person: Person, password: string | null): Promise<Person>;
	/** Throws when there is no such person. */
	update(id: string, changes: PersonChanges): Person;
	isPassword(id: string, password: string): Promise<boolean>;
	setPassword(id: string, password: string, now: Date): Promise<Person>;
	/** The latest change since the tenant started. */
	latestChange(id: string): PasswordChange | undefined;
	/** The password somebody was made with, until it is changed. */
	initialPassword(id: string): string | undefined;
	readonly knownPasswords: KnownPasswords;
};

export type PasswordChange = { at: Date; previousDateTime: string };

type Held = { person: Person; hash?: PasswordHash; initial?: string; change?: PasswordChange };
type Keeping = { held: Map<string, Held>; events: PeopleEvents; knownPasswords: KnownPasswords };

/** @returns an empty store; `events` is called for what happens in it from now on. */
export function createPeople(events: PeopleEvents): PeopleStore {
	const held = new Map<string, Held>();
	const knownPasswords = createKnownPasswords();
	const keeping: Keeping = { held, events, knownPasswords };
	return {
		all: () => [...held.values()].map(({ person }) => person),
		find: (id) => held.get(id)?.person,
		findByUserName: (userName) => findByUserName(keeping, userName),
		add: (person, password) => add(keeping, person, password),
		update: (id, changes) => update(keeping, id, changes),
		async isPassword(id, password) {
			const hash = held.get(id)?.hash;
			return hash !== undefined && (await isPasswordOf(hash, password));
		},
		setPassword: (id, password, now) => setPassword(keeping, id, password, now),
		latestChange: (id) => held.get(id)?.change,
		initialPassword: (id) => held.get(id)?.initial,
		knownPasswords,
	};
}

function findByUserName({ held }: Keeping, userName: string): Person | undefined {
	const wanted = userName.trim().toLowerCase();
	const people = [...held.values()].map(({ person }) => person);
	return people.find(
		({ userPrincipalName, mail }) =>
			userPrincipalName.toLowerCase() === wanted || mail?.toLowerCase() === wanted,
	);
}

async function add(keeping: Keeping, person: Person, password: string | null): Promise<Person> {
	const { held, events, knownPasswords } = keeping;
	const isTaken = findByUserName(keeping, person.userPrincipalName) ?? held.get(person.id);
	if (isTaken) throw new Error(`There is a ${person.userPrincipalName} already`);
	held.set(person.id, { person });
	if (password !== null) {
		knownPasswords.remember(password);
		held.set(person.id, { person, hash: await hashPassword(password), initial: password });
	}
	await events.added?.(person);
	return person;
}

function update({ held, events }: Keeping, id: string, changes: PersonChanges): Person {
	const before = holding(held, id);
	const person = { ...before.person, ...changes };
	held.set(id, { ...before, person });
	const isNewlyExpired =
		person.forceChangePasswordNextSignIn && !before.person.forceChangePasswordNextSignIn;
	if (isNewlyExpired) events.expired?.(person);
	return person;
}

async function setPassword(
	{ held, events, knownPasswords }: Keeping,
	id: string,
	password: string,
	now: Date,
): Promise<Person> {
	const hash = await hashPassword(password);
	knownPasswords.remember(password);
	const { person: before } = holding(held, id);
	const person: Person = {
		...before,
		lastPasswordChangeDateTime: graphDateTime(now),
		forceChangePasswordNextSignIn: false,
	};
	const change = { at: now, previousDateTime: before.lastPasswordChangeDateTime };
	held.set(id, { person, hash, change });
	events.changed?.(person, password);
	return person;
}

/** A time as Graph writes it: UTC in whole seconds. */
export function graphDateTime(time: Date): string {
	return `${time.toISOString().slice(0, 19)}Z`;
}

function holding(held: ReadonlyMap<string, Held>, id: string): Held {
	const found = held.get(id);
	if (found === undefined) throw new Error(`Nobody has the id ${id}`);
	return found;
}
