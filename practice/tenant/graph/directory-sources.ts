import type { GroupStore } from "../directory/groups.ts";
import { lagMs } from "../fault-gate.ts";
import type { Affected, Faults } from "../faults.ts";
import type { PeopleStore, Person } from "../people.ts";

/** The sources of Graph's directory reads. */
export type DirectorySources = {
	readonly origin: string;
	readonly people: PeopleStore;
	readonly groups: GroupStore;
	readonly faults: Faults;
	now(): Date;
};

/** A person as this call sees them, which may still be the state before a recent change. */
export function asRead(
	person: Person,
	call: Affected,
	{ people, faults, now }: Pick<DirectorySources, "people" | "faults" | "now">,
): Person {
	const latest = people.latestUpdate(person.id);
	if (latest === undefined) return person;
	const ageMs = now().getTime() - latest.at.getTime();
	return ageMs >= lagMs(faults, call) ? person : latest.before;
}
