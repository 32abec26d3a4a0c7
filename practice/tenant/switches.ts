/** How the tenant behaves where tenants differ; change it at will. */
export type Switches = {
	/** Whether synchronised people can change their password on Microsoft's page. */
	passwordWriteback: boolean;
	/** Whether `passwordProfile` can be read back; it is null otherwise. */
	readsPasswordProfile: boolean;
	/** Whether that takes no right beside the one to read people; Microsoft documents one of its own. */
	profileWithoutScope: boolean;
	/**
	 * Whether a cast in an address is answered without `ConsistencyLevel` and `$count`. Microsoft documents
	 * that it is not (`graph/aad-advanced-queries`); in public scripts it often is.
	 */
	castsWithoutHeader: boolean;
	/**
	 * Continuous access evaluation (Microsoft Learn, `conditional-access/concept-continuous-access-evaluation`):
	 * tokens for Graph live for 28 hours, and one of before somebody's sign-ins were ended is challenged.
	 */
	continuousAccess: boolean;
	/**
	 * Whether Helpdesk and Password Administrators may expire passwords. Microsoft's tables differ, and live
	 * tenants have not been seen.
	 */
	lowRolesExpire: boolean;
	/** How long a link to the next page is good for, in milliseconds. */
	pageTokenMs: number;
	/** How long a password set on a domain computer takes to Entra, in milliseconds; Entra's is 2 minutes. */
	onPremisesDelayMs: number;
};

/** @returns the switches as they are in most tenants, apart from what would take too long in practice. */
export function createSwitches(differences: Partial<Switches> = {}): Switches {
	return {
		passwordWriteback: false,
		readsPasswordProfile: true,
		profileWithoutScope: false,
		castsWithoutHeader: false,
		continuousAccess: false,
		lowRolesExpire: true,
		pageTokenMs: 10 * 60_000,
		onPremisesDelayMs: 4000,
		...differences,
	};
}
