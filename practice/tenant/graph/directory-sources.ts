import type { GroupStore } from "../directory/groups.ts";
import { lagMs } from "../fault-gate.ts";
import type { Affected, Faults } from "../faults.ts";
import type { PeopleStore, Person } from "../people.ts";
import type { Switches } from "../switches.ts";
import type { PageClock } from "./odata/page-token.ts";

/** What Graph's reads of the directory are made of. */
export type DirectorySources = {
	readonly origin: string;
	readonly people: PeopleStore;
	readonly groups: GroupStore;
	readonly faults: Faults;
	readonly switches: Switches;
	now(): Date;
};

/** A person as this call sees them: just after a change that may still be the person before it. */
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

/** @returns how long links to further pages live, and what time it is. */
export function pageClock({ switches, now }: DirectorySources): PageClock {
	return { lifetimeMs: switches.pageTokenMs, now: now() };
}
