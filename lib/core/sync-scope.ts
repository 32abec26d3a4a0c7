/** Who is synchronised to the managed domain (Microsoft Learn, `scoped-synchronization`). */
export type SyncScope = {
	/**
	 * Object ids in lower case; empty: everybody. "Nested groups aren't synchronized", so only direct
	 * members count.
	 */
	groups: readonly string[];
	/** Only accounts that were created in Entra ID. */
	isCloudOnly: boolean;
};

/** Why a person's account will not be synchronised to the managed domain. */
export type OutOfScope = "groups" | "cloud-only";

type Membership = {
	isSynchronised: boolean;
	/** Object ids, in lower case, of the person's direct groups; `undefined`: unknown. */
	groups: readonly string[] | undefined;
};

/** Why a person is out of scope; `undefined`: they are in scope, or it is unknown. */
export function outOfScope(scope: SyncScope, person: Membership): OutOfScope | undefined {
	if (scope.isCloudOnly && person.isSynchronised) return "cloud-only";
	const { groups } = person;
	if (scope.groups.length === 0 || !groups) return undefined;
	return scope.groups.some((id) => groups.includes(id)) ? undefined : "groups";
}
