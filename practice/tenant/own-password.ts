import type { PeopleStore, Person } from "./people.ts";
import type { SignIns } from "./sign-in/sign-ins.ts";

type Keepers = { people: PeopleStore; signIns: SignIns; now(): Date };

/**
 * A person changes their own password: every session that they signed in to with the old one ends, including the
 * current one, unless that is the sign-in page's own.
 */
export function changeOwnPassword(
	{ people, signIns, now }: Keepers,
	{ id }: Person,
	password: string,
	sessionUid?: string,
): void {
	const at = now();
	people.setPassword(id, password, at);
	signIns.end(id, { now: at, ...(sessionUid !== undefined && { exceptSessionUid: sessionUid }) });
}
