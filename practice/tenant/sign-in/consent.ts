import type { AskedScopes, Resource } from "./scopes.ts";

/** An administrator's consent for the portal: the names of the scopes, e.g. `User.Read`; can be changed. */
export type Consent = Set<string>;

/** Consents to exactly these scopes. */
export function setConsent(consent: Consent, names: readonly string[]): void {
	consent.clear();
	for (const name of names) consent.add(name);
}

/** Whether everything requested has been consented to. */
export function isConsented(consent: Consent, { asked }: AskedScopes): boolean {
	return asked.every(({ name }) => consent.has(name));
}

/**
 * The scopes of a token for a resource: every consented one, requested or not, as in Entra ("by design":
 * AzureAD/microsoft-authentication-library-for-dotnet#1713, microsoftgraph/msgraph-sdk-powershell#1056).
 */
export function grantedScopes(consent: Consent, { scopes }: Resource): readonly string[] {
	return scopes.filter((name) => consent.has(name));
}

/** The `scope` of a token response: as spelled in the request, then the rest by name. */
export function spelledScopes(granted: readonly string[], { asked }: AskedScopes): string {
	const spelling = new Map(asked.map((scope) => [scope.name, scope.spelling]));
	return granted.map((name) => spelling.get(name) ?? name).join(" ");
}
