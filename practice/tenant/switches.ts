/** How the tenant behaves where tenants differ; can be changed. */
export type Switches = {
	/** Whether synchronised people can change their password on Microsoft's page. */
	passwordWriteback: boolean;
	/** Whether `passwordProfile` can be read back; otherwise it is null. */
	readsPasswordProfile: boolean;
	/** Whether the permission to read people is enough for that; Microsoft documents a separate one. */
	profileWithoutScope: boolean;
	/**
	 * Whether a cast in a path works without `ConsistencyLevel` and `$count`. Microsoft documents
	 * that it does not (`graph/aad-advanced-queries`); in public scripts it often does.
	 */
	castsWithoutHeader: boolean;
	/**
	 * Continuous access evaluation (Microsoft Learn, `conditional-access/concept-continuous-access-evaluation`):
	 * tokens for Graph live for 28 hours, and those from before somebody's sign-ins were revoked are challenged.
	 */
	continuousAccess: boolean;
	/**
	 * Whether Helpdesk and Password Administrators may expire passwords. Microsoft's tables disagree, and it has
	 * not been observed on live tenants.
	 */
	lowRolesExpire: boolean;
	/** How long a link to the next page is valid, in milliseconds. */
	pageTokenMs: number;
	/** How long a password set on a domain computer takes to reach Entra, in milliseconds; really 2 minutes. */
	onPremisesDelayMs: number;
};

/** @returns the behaviour of most tenants, except where it would take too long in practice. */
export function createSwitches(): Switches {
	return {
		passwordWriteback: false,
		readsPasswordProfile: true,
		profileWithoutScope: false,
		castsWithoutHeader: false,
		continuousAccess: false,
		lowRolesExpire: true,
		pageTokenMs: 10 * 60_000,
		onPremisesDelayMs: 4000,
	};
}
