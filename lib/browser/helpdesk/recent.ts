"use client";

/** Somebody whom the agent has looked at. */
export type RecentPerson = { id: string; displayName: string; userPrincipalName: string };
/** A group whose board the agent has opened. */
export type FollowedGroup = { id: string; displayName: string };

const PEOPLE = "keyturn.recent";
const GROUPS = "keyturn.groups";
const MOST = 8;

function read<T extends { id: string }>(key: string): T[] {
	try {
		const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
		return Array.isArray(kept) ? kept.filter((one) => typeof one?.id === "string") : [];
	} catch {
		return [];
	}
}

function keep<T extends { id: string }>(key: string, one: T): void {
	const others = read<T>(key).filter(({ id }) => id !== one.id);
	try {
		sessionStorage.setItem(key, JSON.stringify([one, ...others].slice(0, MOST)));
	} catch {
		// They are found again by the search.
	}
}

/** Those whom the agent has looked at in this tab, the last first; gone when the tab is, or at sign-out. */
export const recentPeople = (): RecentPerson[] => read(PEOPLE);

export function notePerson({ id, displayName, userPrincipalName }: RecentPerson): void {
	keep(PEOPLE, { id, displayName, userPrincipalName });
}

/** The groups whose boards were opened in this tab, the last first. */
export const followedGroups = (): FollowedGroup[] => read(GROUPS);

export function noteGroup({ id, displayName }: FollowedGroup): void {
	keep(GROUPS, { id, displayName });
}
