/** Whom the organisation synchronises to the managed domain (Microsoft Learn, `scoped-synchronization`). */
export type SyncScope = {
	/** Object ids in lower case; none: everybody. "Nested groups aren't synchronized", so only direct members count. */
	groups: readonly string[];
	/** Only accounts that were made in Entra ID. */
	isCloudOnly: boolean;
};

/** Why a person's account will not come to the managed domain. */
export type OutOfScope = "groups" | "cloud-only";

type Membership = {
	isSynchronised: boolean;
	/** Object ids in lower case of the groups that the person is directly in; `undefined`: not known. */
	groups: readonly string[] | undefined;
};

/** Says why a person is left out; `undefined`: they are not, or it is not known. */
export function outOfScope(scope: SyncScope, person: Membership): OutOfScope | undefined {
	if (scope.isCloudOnly && person.isSynchronised) return "cloud-only";
	const { groups } = person;
	if (scope.groups.length === 0 || !groups) return undefined;
	return scope.groups.some((id) => groups.includes(id)) ? undefined : "groups";
}
