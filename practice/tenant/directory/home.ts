import type { Person } from "../people.ts";

/**
 * Whether another organisation holds somebody's password. `userType` does not decide that: there are external
 * members and internal guests (Microsoft Learn, `external-id/user-properties`).
 */
export function isExternal({ identities }: Pick<Person, "identities">): boolean {
	return identities.some(({ signInType }) => signInType === "federated");
}

/** What somebody types on the sign-in page; for external people the address at their home organisation. */
export function signInName(person: Person): string | null {
	return isExternal(person) ? person.mail : person.userPrincipalName;
}
