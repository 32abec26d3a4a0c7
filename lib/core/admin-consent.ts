type About = {
	/** Where the tenant signs people in, e.g. `https://login.microsoftonline.com/<tenant>`. */
	authority: string;
	clientId: string;
	/** Graph as this cloud names it in scopes, e.g. `https://graph.microsoft.us`. */
	graphName: string;
	/** An address that the registration knows; the administrator comes back to it. */
	redirectUri: string;
};

/**
 * The page on which an administrator allows this portal for everybody, with all rights that its
 * registration names (Microsoft identity platform, "Grant tenant-wide admin consent": the
 * `v2.0/adminconsent` endpoint, scope `.default`).
 */
export function adminConsentUrl({ authority, clientId, graphName, redirectUri }: About): string {
	const query = new URLSearchParams({
		client_id: clientId,
		scope: `${graphName}/.default`,
		redirect_uri: redirectUri,
	});
	return `${authority}/v2.0/adminconsent?${query}`;
}
