/** No domain has an underscore, so the last one stands for the at sign. */
const GUEST = /^(.+)_([^_@]+)#EXT#@[^@]+$/i;

/**
 * A user name as its owner knows it. Entra names guests `ada_fabrikam.com#EXT#@contoso.com` after their own address
 * (Microsoft Learn, `external-id/user-properties`).
 */
export function shownUserName(userPrincipalName: string): string {
	return userPrincipalName.replace(GUEST, "$1@$2");
}
