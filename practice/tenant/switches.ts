/** How the tenant behaves where tenants differ; can be changed. */
export type Switches = {
	/**
	 * Continuous access evaluation (Microsoft Learn, `conditional-access/concept-continuous-access-evaluation`):
	 * tokens for Graph live for 28 hours, and those from before somebody's sign-ins were revoked are challenged.
	 */
	continuousAccess: boolean;
};
