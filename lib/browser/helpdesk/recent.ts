"use client";

import { keep, readKept } from "../site/kept.ts";

/** A person the agent has looked at. */
export type RecentPerson = {
	id: string;
	displayName: string;
	userPrincipalName: string;
	/** Of their latest change, as they read it out. */
	reference?: string | undefined;
};
/** A group whose board the agent has opened. */
export type FollowedGroup = { id: string; displayName: string };

const PEOPLE = "keyturn.recent";
const GROUPS = "keyturn.groups";
const MOST = 8;

function read<T extends { id: string }>(key: string): T[] {
	const kept = readKept("sessionStorage", key);
	return Array.isArray(kept) ? kept.filter((one) => typeof one?.id === "string") : [];
}

function note<T extends { id: string }>(key: string, one: T): void {
	const others = read<T>(key).filter(({ id }) => id !== one.id);
	keep("sessionStorage", key, [one, ...others].slice(0, MOST));
}

/** The people viewed in this tab, most recent first; gone when the tab is closed, or at sign-out. */
export const recentPeople = (): RecentPerson[] => read(PEOPLE);

export function notePerson(person: RecentPerson): void {
	const { id, displayName, userPrincipalName, reference } = person;
	note(PEOPLE, { id, displayName, userPrincipalName, reference });
}

/** The groups whose boards were opened in this tab, most recent first. */
export const followedGroups = (): FollowedGroup[] => read(GROUPS);

export function noteGroup({ id, displayName }: FollowedGroup): void {
	note(GROUPS, { id, displayName });
}
