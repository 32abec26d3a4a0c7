type About = {
	/** Where the tenant signs people in, e.g. `https://login.microsoftonline.com/<tenant>`. */
	authority: string;
	clientId: string;
	/** Graph's resource URI in this cloud, as used in scopes, e.g. `https://graph.microsoft.us`. */
	graphName: string;
	/** A redirect URI of the registration, to which the administrator returns. */
	redirectUri: string;
};

/**
 * The page on which an administrator consents for the whole tenant to every permission that the
 * registration requests (Microsoft identity platform, "Grant tenant-wide admin consent": the
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
