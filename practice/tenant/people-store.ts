import { CROWD_PASSWORD, type Crowd } from "./directory/crowd.ts";
import {
	graphDateTime,
	type PeopleEvents,
	type PeopleStore,
	type Person,
	type PersonChanges,
	type Update,
} from "./people.ts";

/** `isUnheardOf`: a person in the crowd who has no account in the managed domain yet. */
type Entry = {
	person: Person;
	isUnheardOf?: boolean;
	password?: string;
	/** Whether it is still the person's initial password. */
	isInitial?: boolean;
	latest?: Update;
};
type Keeping = {
	/** Added people, and those in the crowd who differ from how they were generated. */
	entries: Map<string, Entry>;
	removed: Set<string>;
	added: Set<string>;
	events: PeopleEvents;
	knownPasswords: Set<string>;
	crowd: Crowd;
};

/** @returns a store with only the crowd; `events` is called for later changes. */
export function createPeople(events: PeopleEvents, crowd: Crowd): PeopleStore {
	const knownPasswords = new Set([CROWD_PASSWORD]);
	const entries = new Map<string, Entry>();
	const keeping: Keeping = {
		entries,
		events,
		knownPasswords,
		crowd,
		removed: new Set(),
		added: new Set(),
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
		initialPassword(id) {
			const known = entries.get(id);
			return known?.isInitial ? known.password : undefined;
		},
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
		knownPasswords.add(password);
		entries.set(person.id, { person, password, isInitial: true });
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

function isPassword({ entries, crowd }: Keeping, id: string, password: string): boolean {
	const known = entries.get(id);
	if (known?.password !== undefined) return known.password === password;
	const isInCrowd = known === undefined || known.isUnheardOf !== undefined;
	return isInCrowd && crowd.find(id) !== undefined && password === CROWD_PASSWORD;
}

function setPassword(
	keeping: Keeping,
	id: string,
	{ password, now }: { password: string; now: Date },
): Person {
	keeping.knownPasswords.add(password);
	const { person: before } = existing(keeping, id);
	const person: Person = {
		...before,
		lastPasswordChangeDateTime: graphDateTime(now),
		forceChangePasswordNextSignIn: false,
	};
	keeping.entries.set(id, { person, password, latest: { at: now, before }, isUnheardOf: false });
	keeping.events.changed?.(person, password);
	return person;
}
