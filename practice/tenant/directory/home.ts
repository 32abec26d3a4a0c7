import type { Person } from "../people.ts";

/**
 * Whether another organisation keeps somebody's password. `userType` does not tell: there are external
 * members and internal guests (Microsoft Learn, `external-id/user-properties`).
 */
export function isExternal({ identities }: Pick<Person, "identities">): boolean {
	return identities.some(({ signInType }) => signInType === "federated");
}

/** What somebody types at the sign-in page: who is external, the address at home. */
export function signInName(person: Person): string | null {
	return isExternal(person) ? person.mail : person.userPrincipalName;
}
