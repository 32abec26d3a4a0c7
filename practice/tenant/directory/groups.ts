import { randomUUID } from "node:crypto";
import type { PeopleStore, Person } from "../people.ts";

/** A group with Graph's property names; its members are looked up in the store. */
export type Group = {
	/** A GUID in lower case. */
	readonly id: string;
	readonly displayName: string;
	readonly description: string | null;
	readonly mailNickname: string;
	/** Only the two highest roles may set its members' and owners' passwords. */
	readonly isAssignableToRole: boolean;
	/** Ids of people. */
	readonly owners: readonly string[];
};

/** The ids of people and groups by position. A position that somebody left stays empty. */
export type Places = {
	readonly length: number;
	at(place: number): string | undefined;
};

export type NewGroup = Partial<Group> & { displayName: string; members: Places };

export type Member = { kind: "user"; person: Person } | { kind: "group"; group: Group };

export type GroupStore = {
	all(): readonly Group[];
	find(id: string): Group | undefined;
	/** Throws if the id is already in use. */
	add(group: NewGroup): Group;
	/** Undefined if the group does not exist. */
	places(id: string): Places | undefined;
	/** The id at a position; undefined if it is empty, or the person or group is gone. */
	memberAt(places: Places, place: number): Member | undefined;
	removeMember(groupId: string, memberId: string): void;
	/** Whether somebody is a direct member or an owner of a role-assignable group. */
	isInRoleAssignable(personId: string): boolean;
};

type Entry = { group: Group; places: Places };

/** @returns an empty store; people are looked up on demand. */
export function createGroups(people: PeopleStore): GroupStore {
	const entries = new Map<string, Entry>();
	const find = (id: string): Group | undefined => entries.get(id)?.group;
	return {
		all: () => [...entries.values()].map(({ group }) => group),
		find,
		add: (wanted) => add(entries, wanted),
		places: (id) => entries.get(id)?.places,
		memberAt(places, place) {
			const id = places.at(place) ?? "";
			const group = find(id);
			if (group !== undefined) return { kind: "group", group };
			const person = people.find(id);
			return person && { kind: "user", person };
		},
		removeMember: (groupId, memberId) => removeMember(entries, groupId, memberId),
		isInRoleAssignable: (personId) =>
			[...entries.values()].some(
				({ group, places }) =>
					group.isAssignableToRole &&
					(group.owners.includes(personId) || idsOf(places).includes(personId)),
			),
	};
}

function add(entries: Map<string, Entry>, { members, ...wanted }: NewGroup): Group {
	const group: Group = {
		id: randomUUID(),
		description: null,
		mailNickname: wanted.displayName.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
		isAssignableToRole: false,
		owners: [],
		...wanted,
	};
	if (entries.has(group.id)) throw new Error(`Group ${group.id} already exists`);
	entries.set(group.id, { group, places: members });
	return group;
}

type Ids = readonly (string | undefined)[];

function removeMember(entries: Map<string, Entry>, groupId: string, memberId: string): void {
	const known = entries.get(groupId);
	if (known === undefined) throw new Error(`No group has the id ${groupId}`);
	const places = idsOf(known.places).map((id) => (id === memberId ? undefined : id));
	entries.set(groupId, { ...known, places });
}

function idsOf(places: Places): Ids {
	return Array.from({ length: places.length }, (_, place) => places.at(place));
}
