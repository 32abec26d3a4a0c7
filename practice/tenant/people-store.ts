import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { CROWD_PASSWORD, type Crowd } from "./directory/crowd.ts";
import { createKnownPasswords, type KnownPasswords } from "./passwords/known-passwords.ts";
import {
	graphDateTime,
	type PeopleEvents,
	type PeopleStore,
	type Person,
	type PersonChanges,
	type Update,
} from "./people.ts";

/** `isUnheardOf`: a person in the crowd without an account in the managed domain yet. */
type Entry = {
	person: Person;
	isUnheardOf?: boolean;
	hash?: PasswordHash;
	initial?: string;
	latest?: Update;
};
type Keeping = {
	/** Added people, and those in the crowd who differ from how they were generated. */
	entries: Map<string, Entry>;
	removed: Set<string>;
	added: Set<string>;
	events: PeopleEvents;
	knownPasswords: KnownPasswords;
	crowd: Crowd;
};

/** @returns a store with only the crowd; `events` is called for later changes. */
export function createPeople(events: PeopleEvents, crowd: Crowd): PeopleStore {
	const knownPasswords = createKnownPasswords();
	knownPasswords.remember(CROWD_PASSWORD);
	const entries = new Map<string, Entry>();
	const keeping: Keeping = {
		...{ entries, events, knownPasswords, crowd },
		...{ removed: new Set(), added: new Set() },
	};
	const { added } = keeping;
	const all = (): Person[] => [...entries].filter(([id]) => added.has(id)).map(([, h]) => h.person);
	return {
		all,
		*everybody() {
			yield* all();
			for (const person of crowd.everybody()) {
				if (!keeping.removed.has(person.id)) yield entries.get(person.id)?.person ?? person;
			}
		},
		find: (id) => find(keeping, id)?.person,
		findByUserName: (userName) => findByUserName(keeping, userName),
		add: (person, password) => add(keeping, person, password),
		update: (id, changes, now) => update(keeping, id, { changes, now }),
		remove: (id) => remove(keeping, id),
		introduce: (id) => introduce(keeping, id),
		isPassword: (id, password) => isPassword(keeping, id, password),
		setPassword: (id, password, now) => setPassword(keeping, id, { password, now }),
		latestUpdate: (id) => entries.get(id)?.latest,
		initialPassword: (id) => entries.get(id)?.initial,
		knownPasswords,
	};
}

function find({ entries, removed, crowd }: Keeping, id: string): Entry | undefined {
	const known = entries.get(id);
	if (known !== undefined || removed.has(id)) return known;
	const person = crowd.find(id);
	return person && { person, isUnheardOf: true };
}

function existing(keeping: Keeping, id: string): Entry {
	const found = find(keeping, id);
	if (found === undefined) throw new Error(`Nobody has the id ${id}`);
	return found;
}

function findByUserName(keeping: Keeping, userName: string): Person | undefined {
	const wanted = userName.trim().toLowerCase();
	for (const { person } of keeping.entries.values()) {
		const { userPrincipalName, mail } = person;
		if (userPrincipalName.toLowerCase() === wanted) return person;
		if (mail?.toLowerCase() === wanted) return person;
	}
	const generated = keeping.crowd.findByUserName(wanted);
	// A person whose generated name was changed is no longer found by it.
	const isAsGenerated = generated !== undefined && !keeping.entries.has(generated.id);
	return isAsGenerated ? find(keeping, generated.id)?.person : undefined;
}

async function add(keeping: Keeping, person: Person, password: string | null): Promise<Person> {
	const { entries, events, knownPasswords, added, removed } = keeping;
	const isTaken = findByUserName(keeping, person.userPrincipalName) ?? find(keeping, person.id);
	if (isTaken) throw new Error(`${person.userPrincipalName} already exists`);
	entries.set(person.id, { person });
	added.add(person.id);
	removed.delete(person.id);
	if (password !== null) {
		knownPasswords.remember(password);
		entries.set(person.id, { person, hash: await hashPassword(password), initial: password });
	}
	await events.added?.(person);
	return person;
}

async function introduce(keeping: Keeping, id: string): Promise<void> {
	const known = existing(keeping, id);
	if (known.isUnheardOf !== true) return;
	keeping.entries.set(id, { ...known, isUnheardOf: false });
	await keeping.events.added?.(known.person);
}

function remove({ entries, removed, added, crowd }: Keeping, id: string): boolean {
	const wasThere = !removed.has(id) && (entries.has(id) || crowd.find(id) !== undefined);
	entries.delete(id);
	added.delete(id);
	removed.add(id);
	return wasThere;
}

function update(
	keeping: Keeping,
	id: string,
	{ changes, now }: { changes: PersonChanges; now: Date | undefined },
): Person {
	const before = existing(keeping, id);
	const person = { ...before.person, ...changes };
	const latest = now === undefined ? {} : { latest: { at: now, before: before.person } };
	keeping.entries.set(id, { ...before, person, ...latest });
	const isNewlyExpired =
		person.forceChangePasswordNextSignIn && !before.person.forceChangePasswordNextSignIn;
	if (isNewlyExpired && before.isUnheardOf !== true) keeping.events.expired?.(person);
	return person;
}

async function isPassword({ entries, crowd }: Keeping, id: string, password: string) {
	const known = entries.get(id);
	if (known?.hash !== undefined) return isPasswordOf(known.hash, password);
	const isInCrowd = known === undefined || known.isUnheardOf !== undefined;
	return isInCrowd && crowd.find(id) !== undefined && password === CROWD_PASSWORD;
}

async function setPassword(
	keeping: Keeping,
	id: string,
	{ password, now }: { password: string; now: Date },
): Promise<Person> {
	const hash = await hashPassword(password);
	keeping.knownPasswords.remember(password);
	const { person: before } = existing(keeping, id);
	const person: Person = {
		...before,
		lastPasswordChangeDateTime: graphDateTime(now),
		forceChangePasswordNextSignIn: false,
	};
	keeping.entries.set(id, { person, hash, latest: { at: now, before }, isUnheardOf: false });
	keeping.events.changed?.(person, password);
	return person;
}

type PasswordHash = { salt: Buffer; key: Buffer };

const KEY_BYTES = 32;
// A quarter of Node's default cost: tests create many people, and nothing here outlives the process.
const COST = 4096;

/** @returns a salted scrypt hash of `password`. */
async function hashPassword(password: string): Promise<PasswordHash> {
	const salt = randomBytes(16);
	return { salt, key: await derive(password, salt) };
}

/** Whether `password` matches the hash. */
async function isPasswordOf(hash: PasswordHash, password: string): Promise<boolean> {
	return timingSafeEqual(await derive(password, hash.salt), hash.key);
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		scrypt(password, salt, KEY_BYTES, { N: COST }, (error, key) =>
			error === null ? resolve(key) : reject(error),
		);
	});
}
